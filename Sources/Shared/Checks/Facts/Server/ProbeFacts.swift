package import Postgres

/// What the trial with a temporary slot brought (`--probe`).
package struct ProbeFacts: Sendable {
  /// What came of decoding.
  package enum Decoding: Sendable, Equatable {
    /// The message that was written came out again, so long after it went in.
    case message(Duration)
    /// It ran, but no message was to be seen, for a reason.
    case silent(String)
    case failed(ServerError)
  }

  package var plugin: String
  /// Why no slot could be made; nil where one was, and was dropped.
  package var problem: ServerError?
  /// From asking to the slot's consistent point, or to giving up.
  package var time: Duration?
  /// Nil where there was no slot.
  package var decoding: Decoding?

  /// Makes the outcome of a trial.
  package init(
    plugin: String, problem: ServerError? = nil, time: Duration? = nil, decoding: Decoding? = nil
  ) {
    self.plugin = plugin
    self.problem = problem
    self.time = time
    self.decoding = decoding
  }

  /// Whether the slot had to wait for longer than the trial might take.
  package var isBlocked: Bool { ["57014", "55P03"].contains(problem?.sqlstate) }
}
