import Testing
import YAML

/// Lines and edits of a text.
@Suite struct TextEditTests {
  private func lines(_ text: String) -> TextLines { TextLines(Array(text.utf8)) }

  private func string(_ bytes: some Sequence<UInt8>) -> String {
    String(decoding: Array(bytes), as: UTF8.self)
  }

  @Test func editsAreMadeInTheOrderOfTheirPlaces() {
    let text = Array("abcdef".utf8)
    func apply(_ edits: [TextEdit]) -> String { string(TextEdit.apply(edits, to: text)) }
    #expect(apply([]) == "abcdef")
    #expect(apply([TextEdit(4..<5, "E"), TextEdit(0..<1, "A")]) == "AbcdEf")
    #expect(apply([TextEdit(6..<6, "g"), TextEdit(0..<0, "-")]) == "-abcdefg")
    // At one place: insertions in their order, before what is replaced there.
    #expect(
      apply([TextEdit(2..<3, "C"), TextEdit(2..<2, "1"), TextEdit(2..<2, "2")]) == "ab12Cdef")
    // Behind what is replaced.
    #expect(apply([TextEdit(3..<3, "!"), TextEdit(1..<3, "")]) == "a!def")
    #expect(apply([TextEdit(0..<6, "")]) == "")
    #expect(apply([TextEdit(1..<2, "é🦆")]) == "aé🦆cdef")
  }

  @Test func linesAreFoundWithAndWithoutLineFeedAtTheEnd() {
    for (text, count, last, isOpen) in [
      ("", 0, "", false), ("a", 1, "a", true), ("a\n", 1, "a", false), ("a\nb", 2, "b", true),
      ("a\n\n", 2, "", false), ("a\r\nb\r\n", 2, "b", false), ("\n", 1, "", false),
    ] {
      let lines = lines(text)
      #expect(lines.count == count, "\(text.debugDescription)")
      #expect(string(lines.line(count)) == last, "\(text.debugDescription)")
      #expect(count == 0 || lines.isOpen(count) == isOpen, "\(text.debugDescription)")
      #expect(lines.start(of: count + 1) == text.utf8.count)
      #expect(lines.number(at: text.utf8.count) == count + 1)
    }
    let lines = lines("ab\r\ncd\nef")
    #expect((0...9).map { lines.number(at: $0) } == [1, 1, 1, 1, 2, 2, 2, 3, 3, 4])
    #expect((1...4).map { lines.start(of: $0) } == [0, 4, 7, 9])
    #expect((1...3).map { string(lines.line($0)) } == ["ab", "cd", "ef"])
    #expect((1...3).map { lines.raw($0) } == ["ab\r", "cd", "ef"])
    #expect(string(lines.line(0)) == "")
    #expect(string(lines.line(4)) == "")
  }

  @Test func theFirstLineTellsWhatEndsLines() {
    #expect(lines("a\r\nb\n").newline == "\r\n")
    #expect(lines("a\nb\r\n").newline == "\n")
    #expect(lines("\nb\r\n").newline == "\n")
    #expect(lines("\r\nb\n").newline == "\r\n")
    #expect(lines("a").newline == "\n")
    #expect(lines("").newline == "\n")
  }

  @Test func placesCountCharactersAndLeaveTheMarkOut() {
    let lines = lines("\u{FEFF}é🦆x\nü: e\u{301}y\n")
    #expect(lines.offset(line: 1, column: 1) == 3)
    #expect(lines.offset(line: 1, column: 2) == 5)
    #expect(lines.offset(line: 1, column: 3) == 9)
    #expect(lines.offset(line: 1, column: 4) == 10)
    // A letter and its accent are two.
    #expect(lines.offset(line: 2, column: 4) == 15)
    #expect(lines.offset(line: 2, column: 5) == 16)
    #expect(lines.offset(line: 2, column: 6) == 18)
  }
}
