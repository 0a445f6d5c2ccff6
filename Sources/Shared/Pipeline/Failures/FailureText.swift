package import Diagnostics
package import Postgres

/// Turns the errors of the layers below into what the user reads: what happened, where, why it
/// matters and what to do.
package enum FailureText {
  /// Why there is no session.
  package static func connection(
    _ error: ConnectionError, _ parameters: ConnectionParameters
  ) -> Failure {
    let host = parameters.effective("host") ?? "the local socket"
    let port = parameters.effective("port") ?? "5432"
    return Failure(
      error.kind == .interrupted ? .unexpected : .connection,
      "cannot connect to the source: \(error.description)",
      subject: TerminalText.sanitized("\(host), port \(port)"),
      remedies: ["blink-schema doctor says what is wrong and how to fix it"],
      isInterruption: error.kind == .interrupted)
  }

  /// What the server answered, and to what.
  package static func server(_ error: ServerError, _ doing: String) -> Failure {
    if error.isUndecodable {
      return Failure(
        .unrepresentable, "\(doing): \(error.description)", subject: error.context ?? "",
        why: "events are UTF-8; guessing what the bytes mean would change them",
        remedies: [
          "while a table is copied: correct the value, or take its column out of the file",
          "while streaming: the WAL keeps the old value; correct the row and begin again with"
            + " --resnapshot, or skip that transaction (docs/how-to/recover-from-exit-9.md)",
        ])
    }
    return Failure(
      error.isInterruption ? .unexpected : .refused, "\(doing): \(error.description)",
      remedies: error.hint.map { [$0] } ?? [], isInterruption: error.isInterruption)
  }
}
