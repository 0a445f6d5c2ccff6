import Postgres
import System

/// Holds a stream at its position until another thread knows how it goes on. The session stays
/// alive: what is durable is confirmed, and nothing is read.
final class StreamGate: Sendable {
  enum State: Sendable {
    case closed
    /// The stream goes on up to the first transaction that commits at `before` or behind it; it ends
    /// at once where that is nil.
    case open(before: LSN?)
    case failed(PipelineError)
  }

  private let current = Monitor(State.closed)
  private let wake: WakeSignal

  /// - Parameter wake: raised when the state changes.
  init(wake: WakeSignal) { self.wake = wake }

  var state: State { current.read { $0 } }

  /// Opens it.
  func open(before point: LSN?) {
    current.withLock { $0 = .open(before: point) }
    wake.raise()
  }

  /// Ends the stream with an error, unless it was opened already.
  func fail(_ error: PipelineError) {
    current.withLock { if case .closed = $0 { $0 = .failed(error) } }
    wake.raise()
  }
}
