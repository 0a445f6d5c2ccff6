/// An error that ends a command: what happened, where, why it matters and what to do.
///
/// Every error that reaches `main` is turned into one of these, so that the exit code and
/// the shape of the message are decided in one place.
package struct Failure: Error, Sendable, Equatable {
  /// Decides the exit code.
  package var kind: Kind
  /// What happened, in one sentence, without a trailing full stop.
  package var message: String
  /// Where: `file:line:column`, a table, an LSN. Empty when the message says it.
  package var subject: String
  /// Why it matters, if that is not evident.
  package var why: String?
  /// What to do, one step a line, the best first.
  package var remedies: [String]
  /// Whether a signal to this process ended what was being done, so that nothing really failed.
  package var isInterruption: Bool

  /// Makes a failure.
  package init(
    _ kind: Kind, _ message: String, subject: String = "", why: String? = nil,
    remedies: [String] = [], isInterruption: Bool = false
  ) {
    self.kind = kind
    self.message = message
    self.subject = subject
    self.why = why
    self.remedies = remedies
    self.isInterruption = isInterruption
  }

  /// The stable kinds of failure; the raw value is the exit code (docs/reference/exit-codes.md).
  package enum Kind: Int32, Sendable, CaseIterable {
    /// Something nobody foresaw, or a signal before the `--endpos` that was asked for.
    case unexpected = 1
    /// The answer is no: doctor or the preflight found an error, diff found drift.
    case refused = 2
    /// The configuration is invalid, or the state cannot be written.
    case configuration = 3
    /// No session with the source could be opened.
    case connection = 4
    /// Nothing is selected, or nothing is readable.
    case nothingSelected = 5
    /// A file would be overwritten, or a merge conflicts.
    case wouldOverwrite = 6
    /// Going on would skip data; an operator has to decide.
    case gap = 7
    /// The sink refuses for good, or is gone.
    case sink = 8
    /// A value or message of the source cannot be represented.
    case unrepresentable = 9
    /// Wrong use of the command line.
    case usage = 64
  }
}
