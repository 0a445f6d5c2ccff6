package import Diagnostics
package import Postgres

/// Why a run will not start.
package struct Reason: Sendable, Equatable {
  /// Stable; the id of a check where doctor explains it (docs/reference/checks).
  package var id: String
  /// Decides the exit code.
  package var kind: Failure.Kind
  /// A table, slot or position; empty for the server.
  package var subject: String
  /// What was found, in a sentence.
  package var message: String
  /// Why it matters.
  package var why: String
  /// What to do, the best first.
  package var remedies: [String]

  /// States a reason.
  package init(
    _ id: String, _ kind: Failure.Kind, _ message: String, subject: String = "", why: String,
    remedies: [String]
  ) {
    self.id = id
    self.kind = kind
    self.message = message
    self.subject = subject
    self.why = why
    self.remedies = remedies
  }

  /// The one that decides the exit code: wrong use first, then what an operator has to decide, then
  /// what can be fixed. Nil for none.
  package static func decisive(among reasons: [Reason]) -> Reason? {
    for kind in [Failure.Kind.usage, .gap, .configuration] {
      if let reason = reasons.first(where: { $0.kind == kind }) { return reason }
    }
    return reasons.first
  }

  /// The reason as the error that ends a run.
  package var failure: Failure {
    Failure(kind, "\(id): \(message)", subject: subject, why: why, remedies: remedies)
  }
}

/// Remedies that several reasons share: an option of blink-run and what it does.
package enum Advice {
  /// A new snapshot; the slot is dropped where it exists.
  package static func resnapshot(_ slot: String) -> String {
    "--resnapshot \(slot)   takes a new snapshot of every stream"
  }

  /// That a column's type is another one: a sentence without its full stop.
  package static func typeChanged(_ column: Identifier, of stream: QualifiedName) -> String {
    TerminalText.sanitized("\(stream): column \(column) has another type now")
      + ": if that changed its values, no event says so; rows that were delivered before have the old"
      + " ones; --resnapshot-stream \(ShellText.word(stream.description)) copies them again"
  }

  /// Streaming without the changes that are lost.
  package static func acceptGap(_ position: LSN) -> String {
    "--accept-gap \(position)   continues without those changes"
  }
}
