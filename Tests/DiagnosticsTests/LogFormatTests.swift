import Diagnostics
import Foundation
import Testing

@Suite struct LogFormatTests {
  private let time = "2026-11-30T08:48:54.123Z"

  @Test func aTextHasATimeALevelAndASentence() {
    #expect(
      LogFormat.text.line(LogEntry(.warning, "connection lost"), at: time)
        == "2026-11-30T08:48:54.123Z warning: connection lost")
    let hostile = LogFormat.text.line(LogEntry(.info, "a\u{1B}[2Jb\nc"), at: time)
    #expect(!hostile.contains("\u{1B}") && !hostile.contains("\n"))
  }

  @Test func anObjectIsOneLineWhateverTheTextHolds() throws {
    let text = "a \"b\" \\ \u{0}\u{1F}\u{7F}\u{9B}\n\tü😀"
    let entry = LogEntry(
      .info, text, [("rows", .number(-7)), ("name", .text(text)), ("all", .list([text, ""]))])
    let line = LogFormat.json.line(entry, at: time)
    #expect(!line.unicodeScalars.contains { $0.value < 32 || (127..<160).contains($0.value) })
    let object = try #require(
      try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
    #expect(object["ts"] as? String == time)
    #expect(object["level"] as? String == "info")
    #expect(object["message"] as? String == text)
    #expect(object["rows"] as? Int == -7)
    #expect(object["name"] as? String == text)
    #expect(object["all"] as? [String] == [text, ""])
  }

  @Test func aFailureIsOneEntry() {
    let failure = Failure(
      .gap, "the slot is gone", subject: "slot s", why: "changes are lost", remedies: ["a", "b"])
    #expect(
      failure.logEntry
        == LogEntry(
          .error, "the slot is gone",
          [
            ("exit", .number(7)), ("subject", .text("slot s")), ("why", .text("changes are lost")),
            ("remedies", .list(["a", "b"])),
          ]))
  }
}
