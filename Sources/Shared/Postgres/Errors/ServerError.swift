private import Diagnostics

/// An error the server answered to a statement, or the loss of its connection.
package struct ServerError: Error, Sendable, Equatable, CustomStringConvertible {
  /// Five characters (PostgreSQL documentation, appendix A); `08006` for a lost connection,
  /// `57014` for a statement that ran into our own time limit.
  package var sqlstate: String
  package var severity: String
  package var message: String
  package var detail: String?
  package var hint: String?
  /// What the server was doing, like the LSN of the change that it was decoding.
  package var context: String?
  /// The statement, without the values of its parameters.
  package var statement: String?

  /// Creates an error; the server's texts are sanitised for a terminal here.
  package init(
    sqlstate: String, severity: String = "ERROR", message: String, detail: String? = nil,
    hint: String? = nil, context: String? = nil, statement: String? = nil
  ) {
    self.sqlstate = sqlstate
    self.severity = severity
    self.message = TerminalText.sanitized(message)
    self.detail = detail.map(TerminalText.sanitized)
    self.hint = hint.map(TerminalText.sanitized)
    self.context = context.map(TerminalText.sanitized)
    self.statement = statement
  }

  /// Whether the session is gone, so that only a new one can help.
  package var connectionLost: Bool { sqlstate.hasPrefix("08") || sqlstate.hasPrefix("57P") }

  /// Whether the server finds something that it holds for impossible (class XX).
  package var isInternal: Bool { sqlstate.hasPrefix("XX") }

  /// Whether a text of the database is not in its encoding, or has no UTF-8 form.
  package var isUndecodable: Bool { sqlstate == "22021" || sqlstate == "22P05" }

  /// Whether a signal to this process ended the wait.
  package var isInterruption: Bool { sqlstate == Self.interruptionState }

  /// Not a state of PostgreSQL's: class `B0` is free for our own conditions.
  static let interruptionState = "B0INT"

  /// The session's deadline passed without an answer.
  package static func silence(_ sql: String) -> ServerError {
    ServerError(
      sqlstate: silenceState, severity: "FATAL", message: "the server does not answer",
      statement: sql)
  }

  /// Whether the session is of no more use because the server did not answer in time.
  package var isSilence: Bool { sqlstate == Self.silenceState }

  /// Not a state of PostgreSQL's, like `interruptionState`.
  private static let silenceState = "B0SIL"

  /// Message, SQLSTATE and the server's detail.
  package var description: String {
    "\(message) (\(sqlstate))" + (detail.map { ": \($0)" } ?? "")
  }
}
