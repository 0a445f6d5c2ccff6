import Drafting
import Settings
import Testing
import YAML

@Suite("Scalars and comments of the YAML that init writes")
struct YAMLTextTests {
  static let hostile = [
    "plain", "with space", "yes", "No", "null", "~", "on", "y", "true", "NaN", "123", "1e3", "0x1F",
    "-", "- x", "-x", "a: b", "a:", "#x", "a #b", "Weird \"name\"", "'quoted'", "\"quoted\"",
    "back\\slash", "new\nline", "carriage\rreturn", "tab\there", "esc\u{1B}[31m", "bell\u{7}",
    "del\u{7F}", "nel\u{85}", "bidi\u{202E}evil", "ls\u{2028}", "bom\u{FEFF}x", "last\u{FFFF}",
    " leading", "trailing ", "[flow", "{flow", "a, b", "a]", "&anchor", "*alias", "!tag", "%dir",
    "@at", "`tick", "|", ">", "?", "? x", "---", "...", "=", "<<", "${NAME}", "${NAME:-x}",
    "${{NAME}}", "$${A}", "${A${B}}", "${open", "${A}${B}", "${a}}b", "}}", "${\u{301}x}",
    "é", "e\u{301}", "日本", "😀", "\u{301}combining", "a.b", "text[]", "List<String>",
    "double precision", "#{secret.x}", "x\u{0}".replacing("\u{0}", with: "0"),
  ]

  @Test(arguments: hostile)
  func readsBack(_ text: String) throws {
    let line = "a: \(YAMLText.scalar(text))  # \(YAMLText.comment(text))\nb: end\n"
    let node = try YAMLParser.parse(Array(line.utf8))
    guard case .mapping(let pairs) = node.value, pairs.count == 2,
      case .scalar(let raw, _) = pairs[0].value.value,
      case .scalar(let end, _) = pairs[1].value.value
    else {
      Issue.record("not two scalars: \(line)")
      return
    }
    #expect(end == "end")
    let (value, missing) = Substitution.expand(raw) { "value of \($0)" }
    #expect(Array(value.utf8) == Array(text.utf8))
    #expect(missing.isEmpty)
  }

  @Test func wordsOfYAMLAreQuoted() {
    for word in ["yes", "No", "null", "on", "True", "y", "123", "~", "nan"] {
      #expect(YAMLText.scalar(word).hasPrefix("\""), "\(word)")
    }
    #expect(YAMLText.scalar("taxi_rides") == "taxi_rides")
    #expect(YAMLText.scalar("timestamp with time zone") == "timestamp with time zone")
  }

  @Test(arguments: hostile)
  func commentsAreOneHarmlessLine(_ text: String) {
    let comment = YAMLText.comment(text)
    #expect(!comment.contains("${"))
    #expect(!comment.contains("#{"))
    #expect(!comment.utf8.contains { $0 < 0x20 || $0 == 0x7F })
    #expect(comment.unicodeScalars.allSatisfy { !(0x80..<0xA0).contains($0.value) })
  }

  @Test func longCommentsAreCut() {
    let comment = YAMLText.comment(String(repeating: "ab ", count: 100))
    #expect(comment.unicodeScalars.count == 120)
    #expect(comment.hasSuffix("…"))
    #expect(YAMLText.comment(String(repeating: "a", count: 300), limit: nil).utf8.count == 300)
    #expect(YAMLText.comment("  a \n\t b  ") == "a b")
  }
}
