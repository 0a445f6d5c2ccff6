import Drafting
import Foundation
import Testing
import YAML

/// What patch(1) and `git apply` make of a unified diff is what the edits make of the text.
@Suite struct UnifiedDiffTests {
  struct Example: Sendable {
    var name: String
    var text: String
    /// What is replaced by what; an insertion where the first is empty, at the place of the text
    /// in between.
    var edits: [(Range<Int>, String)]

    init(_ name: String, _ text: String, _ edits: (Range<Int>, String)...) {
      self.name = name
      self.text = text
      self.edits = edits
    }
  }

  private static let ten = (1...10).map { "line \($0)\n" }.joined()
  private static let crlf = (1...10).map { "line \($0)\r\n" }.joined()
  private static let open = "one\ntwo\nthree"

  static let examples: [Example] = [
    Example("the first line", ten, (0..<4, "LINE")),
    Example("before the first line", ten, (0..<0, "new\n")),
    Example("the first line goes", ten, (0..<7, "")),
    Example("the last line", ten, (63..<67, "LINE")),
    Example("behind the last line", ten, (71..<71, "new\n")),
    Example("the last line goes", ten, (63..<71, "")),
    Example("every line goes but one", ten, (7..<71, "")),
    Example("all of it", ten, (0..<71, "")),
    Example("into nothing", "", (0..<0, "new\n")),
    Example("the first and the last", ten, (0..<4, "A"), (63..<67, "B")),
    Example("two on one line", ten, (14..<18, "A"), (19..<20, "B")),
    Example("two on lines side by side", ten, (14..<18, "A"), (21..<25, "B")),
    Example("a line in, and the one behind it changed", ten, (14..<14, "new\n"), (14..<18, "A")),
    Example("a line out, and one in", ten, (14..<21, ""), (21..<21, "new\n")),
    Example("a line out, and the next changed", ten, (14..<21, ""), (21..<25, "A")),
    Example("lines in at one place", ten, (14..<14, "a\n"), (14..<14, "b\n")),
    Example("a line becomes three", ten, (14..<20, "a\nb\nc")),
    Example("two lines become one", ten, (18..<25, "")),
    Example("six lines between", ten, (0..<4, "A"), (49..<53, "B")),
    Example("seven lines between", ten, (0..<4, "A"), (56..<60, "B")),
    Example("no line feed at the end, the first line", open, (0..<3, "ONE")),
    Example("no line feed at the end, the last line", open, (8..<13, "THREE")),
    Example("no line feed at the end, its end", open, (11..<13, "EE")),
    Example("no line feed at the end, one put behind", open, (13..<13, "\nfour\n")),
    Example("no line feed at the end, more put behind", open, (13..<13, "x")),
    Example("no line feed at the end, the last line goes", open, (8..<13, "")),
    Example(
      "no line feed at the end, the last goes and one comes", open, (8..<13, ""), (13..<13, "\nx\n")
    ),
    Example("no line feed at the end, set and put behind", open, (8..<13, "3"), (13..<13, "\nx\n")),
    Example("no line feed, one line", "one", (0..<3, "ONE")),
    Example("CRLF, the first line", crlf, (0..<4, "LINE")),
    Example("CRLF, the last line", crlf, (72..<76, "LINE")),
    Example("CRLF, a line in", crlf, (16..<16, "new\r\n")),
    Example("CRLF, a line out", crlf, (16..<24, "")),
    Example("CRLF, no line feed at the end", "one\r\ntwo", (5..<8, "TWO")),
    Example("a byte order mark and letters of several bytes", "\u{FEFF}é🦆\nzwei\n", (3..<5, "e")),
    Example(
      "lines that look like a diff", "--- a\n+++ b\n@@ -1 +1 @@\n\\ x\n", (6..<7, "-"),
      (24..<25, "/")),
  ]

  @Test func isWhatTheEditsMake() throws {
    var trials = DiffTrials()
    for example in Self.examples {
      let edits = example.edits.map { TextEdit($0.0, $0.1) }
      let bytes = Array(example.text.utf8)
      trials.add(
        example.name, UnifiedDiff.text(edits, of: TextLines(bytes), file: "t.yaml"),
        old: example.text, new: TextEdit.apply(edits, to: bytes))
    }
    #expect(try trials.problems() == [])
  }

  @Test func manyEditsAtRandomPlaces() throws {
    let lines = (1...60).map { "\($0 % 7)\n" }.joined()
    var trials = DiffTrials()
    for round in 0..<(ProcessInfo.processInfo.environment["BLINK_FULL"] == "1" ? 300 : 60) {
      let text = round % 3 == 0 ? String(lines.dropLast()) : lines
      let bytes = Array(text.utf8)
      var place = 0
      var edits: [TextEdit] = []
      while place < bytes.count {
        let start = Int.random(in: place...min(bytes.count, place + 40))
        let end = Int.random(in: start...min(bytes.count, start + 6))
        edits.append(TextEdit(start..<end, ["", "x", "x\n", "\nx\n", "\n"].randomElement() ?? ""))
        place = end + 1
      }
      trials.add(
        "\(edits)", UnifiedDiff.text(edits, of: TextLines(bytes), file: "t.yaml"), old: text,
        new: TextEdit.apply(edits, to: bytes))
    }
    #expect(try trials.problems() == [])
  }

  @Test func everyNameIsUnderstood() throws {
    let names = [
      "blink.yaml", "a b.yaml", "folder/a.yaml", "tab\t.yaml", "quote\".yaml", "back\\slash.yaml",
      "é🦆.yaml", "new\nline.yaml",
    ]
    let text = "one\ntwo\n"
    let edits = [TextEdit(0..<3, "ONE")]
    var trials = DiffTrials()
    for file in names {
      let diff = UnifiedDiff.text(edits, of: TextLines(Array(text.utf8)), file: file)
      trials.add(file, diff, old: text, new: Array("ONE\ntwo\n".utf8), file: file)
      // An absolute path is meant from the root.
      #expect(UnifiedDiff.text(edits, of: TextLines(Array(text.utf8)), file: "/" + file) == diff)
      trials.add(
        "new \(file)", UnifiedDiff.text(new: "one\n", file: file), old: nil,
        new: Array("one\n".utf8), file: file)
    }
    #expect(try trials.problems() == [])
  }

  @Test func noEditsAreNoDiff() {
    #expect(UnifiedDiff.text([], of: TextLines(Array("a\n".utf8)), file: "t") == "")
  }
}
