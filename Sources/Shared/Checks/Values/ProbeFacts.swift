package import Postgres

/// What the trial with a temporary slot brought (`--probe`).
package struct ProbeFacts: Sendable {
  package var plugin: String
  /// Why no slot could be made; nil where one was, and was dropped.
  package var problem: ServerError?
  /// From asking to the slot's consistent point.
  package var time: Duration?

  /// Makes the outcome of a trial.
  package init(plugin: String, problem: ServerError? = nil, time: Duration? = nil) {
    self.plugin = plugin
    self.problem = problem
    self.time = time
  }
}
