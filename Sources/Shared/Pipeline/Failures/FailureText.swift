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
  ///
  /// - Parameter slot: the slot that is streamed; nil while nothing is.
  package static func server(
    _ error: ServerError, _ doing: String, streaming slot: String? = nil
  ) -> Failure {
    if error.isUndecodable { return unconvertible(error, doing, streaming: slot) }
    return Failure(
      error.isInterruption ? .unexpected : .refused, "\(doing): \(error.description)",
      remedies: error.hint.map { [$0] } ?? [], isInterruption: error.isInterruption)
  }

  /// A text that the server cannot convert to UTF-8. Of a database without an encoding it converts
  /// none, and `on_invalid_text` decides.
  private static func unconvertible(
    _ error: ServerError, _ doing: String, streaming slot: String?
  ) -> Failure {
    var failure = Failure(
      .unrepresentable, "\(doing): \(error.description)", subject: error.context ?? "",
      why:
        "events are UTF-8, and the server cannot convert this text to it; on_invalid_text does not"
        + " apply, since it is for databases with encoding SQL_ASCII, whose text is not converted",
      remedies: [
        "correct the value in the database", "take its column out of the file",
      ])
    if let slot {
      // The server converts a row before it leaves columns out.
      failure.remedies = [
        "correct the row, then --resnapshot \(slot): the WAL keeps the old value, and taking the column"
          + " out of the file changes nothing",
        "skip that transaction (docs/how-to/recover-from-exit-9.md)",
      ]
    }
    return failure
  }
}
