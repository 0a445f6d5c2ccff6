package import Postgres

/// The result of the trial with a temporary slot (`--probe`).
package struct ProbeFacts: Sendable {
  /// The result of decoding.
  package enum Decoding: Sendable, Equatable {
    /// The written message was decoded, after this time.
    case message(Duration)
    /// Decoding ran, but without the message, for a reason.
    case silent(String)
    case failed(ServerError)
  }

  package var plugin: String
  /// Why no slot could be created; nil if one was, and was dropped.
  package var problem: ServerError?
  /// From the request to the slot's consistent point, or to the timeout.
  package var time: Duration?
  /// Nil if there was no slot.
  package var decoding: Decoding?

  /// Creates the outcome of a trial.
  package init(
    plugin: String, problem: ServerError? = nil, time: Duration? = nil, decoding: Decoding? = nil
  ) {
    self.plugin = plugin
    self.problem = problem
    self.time = time
    self.decoding = decoding
  }

  /// Whether the slot's creation exceeded the time limit.
  package var isBlocked: Bool { ["57014", "55P03"].contains(problem?.sqlstate) }
}
