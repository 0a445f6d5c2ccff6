import Diagnostics
import Testing

@Suite struct DiagnosticsTests {
  @Test func aSecretNeverShows() {
    let secret = Secret("canary")
    var dumped = ""
    dump(secret, to: &dumped)
    #expect(!"\(secret) \(String(reflecting: secret)) \(dumped)".contains("canary"))
    #expect(secret.reveal() == "canary")
  }

  @Test func hostileTextCannotSteerATerminalOrForgeALine() {
    let hostile = "a\u{1B}[2Jb\r\nc\u{7F}\u{9B}\u{202E}d\u{2066}"
    let safe = TerminalText.sanitized(hostile)
    #expect(safe == "a\\x1b[2Jb\\x0d\\x0ac\\x7f\\xc2\\x9b\\xe2\\x80\\xaed\\xe2\\x81\\xa6")
    #expect(TerminalText.sanitized("plain ä 😀 e\u{301}") == "plain ä 😀 e\u{301}")
  }

  @Test func exitCodesAreTheContracts() {
    #expect(Failure.Kind.allCases.map(\.rawValue) == [1, 2, 3, 4, 5, 6, 7, 8, 9, 64])
  }

  @Test func aFailureSaysWhatWhereWhyAndWhatToDo() {
    let failure = Failure(
      .gap, "it broke", subject: "LSN 0/1", why: "because", remedies: ["first", "second"])
    #expect(
      FailureRenderer.text(failure, style: Style(isColored: false))
        == "error: it broke\n  at:  LSN 0/1\n  why: because\n  fix: first\n   or: second")
  }

  @Test func slipsHaveANearestName() {
    #expect(Nearest.match(for: "slot_nme", in: ["slot_name", "schema"]) == "slot_name")
    #expect(Nearest.match(for: "zzzzzz", in: ["slot_name", "schema"]) == nil)
  }
}
