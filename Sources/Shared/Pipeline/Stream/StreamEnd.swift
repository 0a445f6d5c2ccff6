import Postgres

/// Where a stretch of the stream ends by itself; what was read is then delivered and confirmed.
enum StreamEnd: Sendable {
  /// Where everything before this position is delivered.
  case at(LSN)
  /// After so much time, between two transactions.
  case after(Duration)
  /// Where the gate says once it is open; nothing is read before.
  case gate(StreamGate)

  /// The gate's failure, which no other session cures.
  var failure: PipelineError? {
    if case .gate(let gate) = self, case .failed(let error) = gate.state { error } else { nil }
  }
}
