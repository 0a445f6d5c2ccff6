import Events
import Replication
import Testing

@Suite struct CopyLineTests {
  private func fields(_ text: String) throws -> [String?] {
    var line = CopyLine()
    let bytes = Array(text.utf8)
    try line.read(bytes.span)
    let source = line.hasEscapes ? line.unescaped : bytes
    return line.tuple.fields.map { field in
      field.kind == .null
        ? nil
        : String(decoding: source[field.start..<(field.start + field.count)], as: UTF8.self)
    }
  }

  @Test(arguments: [
    ("a\tb\n", ["a", "b"]), ("\n", [""]), ("\t\n", ["", ""]), ("\\N\tx\t\\N\n", [nil, "x", nil]),
    ("a\\tb\\nc\\\\N\\r\\b\\f\\v\tN\n", ["a\tb\nc\\N\r\u{8}\u{C}\u{B}", "N"]),
    ("\\\\N\n", ["\\N"]), ("ä😀\te\u{301}\n", ["ä😀", "e\u{301}"]),
  ])
  func lines(text: String, expected: [String?]) throws {
    #expect(
      try fields(text).map { $0.map { Array($0.utf8) } }
        == expected.map { $0.map { Array($0.utf8) } })
  }

  @Test(arguments: ["", "a", "a\\", "a\\\n"])
  func brokenLinesAreErrors(text: String) {
    #expect(throws: DecodeError.self) { try fields(text) }
  }

  @Test func nullsAloneNeedNoCopy() throws {
    var line = CopyLine()
    let text = Array("\\N\ta\t\\N\n".utf8)
    try line.read(text.span)
    #expect(!line.hasEscapes && line.tuple.fields.map(\.kind) == [.null, .text, .null])
  }
}
