/// Why a sink did not do what it was asked to.
package struct SinkError: Error, Sendable, Equatable {
  package var kind: Kind
  /// What happened, in one sentence, without a trailing full stop.
  package var message: String
  /// What to do, the best first.
  package var remedies: [String]

  package enum Kind: Sendable, Equatable {
    /// It may go well later: the sink is opened again and what is not durable is written again.
    /// The pause is the target's wish, if it has one.
    case retry(after: Duration?)
    /// The sink refuses for good: no space, no permission, a failed fsync, nobody reads.
    case refused
    /// Another runner writes to the target.
    case fenced
    /// The sink holds less than was confirmed to the source.
    case behind
    /// The target refuses this one event, always; the number is its place in the batch.
    case poison(record: Int)
  }

  /// Describes an error.
  package init(_ kind: Kind, _ message: String, remedies: [String] = []) {
    self.kind = kind
    self.message = message
    self.remedies = remedies
  }
}
