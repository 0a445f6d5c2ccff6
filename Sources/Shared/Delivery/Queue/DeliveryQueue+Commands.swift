package import Postgres
package import System

/// What is asked of the sink besides writing. Each waits for its turn and for its end.
extension DeliveryQueue {
  /// How a command ended.
  package enum Answer: Sendable {
    /// Done; with the sink's own position where it was opened.
    case done(SinkPosition?)
    case failed(SinkError)
    /// A signal came first.
    case interrupted
  }

  /// Opens the sink, again and again while the error is one that can be retried.
  package func open(_ context: SinkContext, stop: StopSignal) -> Answer {
    perform(.open(context), stop)
  }

  /// Rows of a snapshot follow.
  package func beginSnapshot(at point: LSN, stop: StopSignal) -> Answer {
    perform(.beginSnapshot(point), stop)
  }

  /// All rows of the snapshot were offered.
  package func endSnapshot(at point: LSN, stop: StopSignal) -> Answer {
    perform(.endSnapshot(point), stop)
  }

  private func perform(_ command: SinkCommand, _ stop: StopSignal) -> Answer {
    state.withLock { state in
      state.answer = nil
      state.queue.append(.command(command))
    }
    while true {
      let answer: Answer? = state.read { state in
        if let failure = state.progress.failure { return .failed(failure) }
        return state.answer.map { .done($0) }
      }
      if let answer { return answer }
      if stop.isRaised { return .interrupted }
      _ = Poll.wait(
        any: [wake.descriptor, stop.descriptor], until: .now + .milliseconds(200))
      wake.lower()
    }
  }
}
