import Diagnostics
import Pipeline
import Postgres
import Testing

@Suite struct FailureTextTests {
  private func decoding(_ error: ServerError, version: Int = 150_018) -> Failure {
    PipelineError.stream(error).failure(
      in: FailureContext(
        slot: "s", publication: "o'\u{301}clock \"p\"", parameters: ConnectionParameters(),
        serverVersion: version, delivered: LSN(0x1_0000_00A0), stateFile: "s.json"))
  }

  @Test func whatTheServerWasDoingIsTold() {
    let error = ServerError(
      sqlstate: "XX001", message: "could not read block 7", hint: "Look at the disk.",
      context: "slot \"s\", in the change callback, associated LSN 1/B0")
    let failure = decoding(error)
    #expect(failure.kind == .unexpected)
    #expect(
      failure.subject
        == "after LSN 1/A0, up to which everything is delivered; \(error.context ?? "")")
    #expect(failure.remedies.first == "Look at the disk.")
    #expect(failure.remedies.last == "--resnapshot s   takes a new snapshot of every stream")
  }

  @Test func anotherReaderIsNamedInWordsForTheShell() {
    let error = ServerError(sqlstate: "XX000", message: "could not map filenode")
    let commands = decoding(error).remedies.filter { $0.contains("blink_probe") }
    #expect(commands.count == 2)
    #expect(
      commands.last?.contains("publication_names='\"o'\\''\u{301}clock \"\"p\"\"\"'") == true)
    // A slot can be copied since PostgreSQL 12.
    let older = decoding(error, version: 110_022).remedies
    #expect(older == decoding(error).remedies.filter { !$0.contains("blink_probe") })
  }
}
