import Delivery
package import Diagnostics
import Events
package import Postgres
import System

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

  static func encode(_ error: EncodeError, at place: String) -> Failure {
    let column = TerminalText.sanitized(error.column.text)
    let stream = TerminalText.sanitized(error.stream)
    return Failure(
      .unrepresentable,
      "a value of \(stream).\(column) (\(error.length) bytes) does not fit its databrewType",
      subject: place, why: "writing it all the same would change it",
      remedies: [
        "widen the column's databrewType in the file (String holds everything)",
        "write on_overflow: string, or on_overflow: null, under source.config",
      ])
  }

  static func stream(_ error: StreamError, _ parameters: ConnectionParameters) -> Failure {
    switch error {
    case .encode(let error, let transaction):
      return encode(error, at: "transaction at LSN \(transaction)")
    case .decode(let error, let transaction):
      return Failure(
        .unrepresentable, "the server sent a message that is not understood: \(error)",
        subject: transaction.map { "transaction at LSN \($0)" } ?? "",
        why: "guessing could invent or lose data", remedies: ["please report this as a bug"])
    case .protocol(let error):
      return Failure(
        .unrepresentable, "the server broke the protocol: \(error.description)",
        subject: error.transaction.map { "transaction at LSN \($0)" } ?? "",
        why: "guessing could invent or lose data", remedies: ["please report this as a bug"])
    case .spool(let error): return spool(error)
    case .server(let error): return server(error, "asking for the types of a table")
    case .connection(let error): return connection(error, parameters)
    }
  }

  static func spool(_ error: SpoolError) -> Failure {
    let what =
      switch error.step {
      case .make: "created"
      case .write: "written"
      case .cut: "shortened"
      case .read: "read back"
      }
    return Failure(
      .unexpected, "the spool of a streamed transaction cannot be \(what): \(error.cause)",
      subject: TerminalText.sanitized(error.folder),
      why: "with streaming: true a large transaction is kept in a file of the state directory until"
        + " it commits; what was not delivered is not confirmed, so the next run goes on from there",
      remedies: [
        error.cause.isOutOfDescriptors
          ? "allow more open files (ulimit -n): every streamed transaction needs one"
          : "make room in the state directory, or name a larger one with --state-dir",
        "streaming: false under source.config leaves large transactions to the server",
      ])
  }
}
