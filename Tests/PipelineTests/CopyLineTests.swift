import PgOutput
import Pipeline
import Postgres
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

  @Test func theEndPositionIsSettledBeforePageHeaders() {
    func settled(_ position: UInt64) -> UInt64 {
      EndPositionSettling.settled(LSN(position), blockSize: 8192, segmentSize: 16 << 20).value
    }
    #expect(settled(0x200_0028) == 0x200_0000)
    #expect(settled(0x20C_C018) == 0x20C_C000)
    #expect(settled(0x20C_C019) == 0x20C_C019)
    #expect(settled(0x200_0029) == 0x200_0029)
    #expect(settled(0x20C_C1F0) == 0x20C_C1F0)
  }

  @Test func pausesDoubleUpToTenSeconds() {
    var policy = RetryPolicy()
    let pauses = (0..<10).map { _ in policy.pause() }
    #expect(pauses[0] == .milliseconds(100))
    #expect(pauses[1] == .milliseconds(200))
    #expect(pauses[9] == .seconds(10))
    policy.reset()
    #expect(policy.pause() == .milliseconds(100))
  }
}
