import Events
import Postgres
import Synchronization
import System

/// What the sink's thread asks of the queue.
extension DeliveryQueue {
  /// Waits for work; nil where the queue is closed and empty.
  func next(until deadline: ContinuousClock.Instant?) -> QueuedWork? {
    state.wait(
      until: { !$0.queue.isEmpty || $0.isClosed }, deadline: deadline,
      then: { state in
        if !state.queue.isEmpty { return state.queue.removeFirst() }
        return state.isClosed ? nil : .deadline
      })
  }

  /// Whether nothing waits.
  var isEmpty: Bool { state.read { $0.queue.isEmpty } }

  /// The oldest batches are durable.
  func finish(_ batches: ArraySlice<Batch>) {
    state.withLock { state in
      for batch in batches {
        state.queuedBytes -= batch.block.bytes.count
        if let worker = batch.worker { state.heldRows[worker, default: 0] -= batch.block.events }
        state.progress.inFlight -= 1
        state.progress.events += batch.block.events
        state.progress.bytes += batch.block.bytes.count
        figures.wrote(events: batch.block.events, bytes: batch.block.bytes.count)
        if let position = batch.block.confirms {
          state.progress.watermark = max(state.progress.watermark ?? .zero, position)
        }
        if state.spare.count < Self.spares, batch.block.isReusable {
          batch.clear()
          state.spare.append(batch)
        }
      }
      state.progress.lastMove = .now
      // Who sees that everything is durable must find that the progress has changed.
      changes.add(1, ordering: .releasing)
      share(state)
    }
    wake.raise()
  }

  /// The command that was waited for is done.
  func answer(_ position: SinkPosition?) {
    state.withLock { state in
      state.answer = .some(position)
      // The time that a command took is no stall.
      state.progress.lastMove = .now
    }
    wake.raise()
  }

  /// The sink takes no more.
  func fail(_ error: SinkError) {
    state.withLock { state in
      state.progress.failure = error
      changes.add(1, ordering: .releasing)
    }
    wake.raise()
  }

  /// The thread ends.
  func end() {
    state.withLock { $0.isFinished = true }
    wake.raise()
  }

  func countRetry() { state.withLock { $0.progress.retries += 1 } }

  func countDeadLetter() { state.withLock { $0.progress.deadLetters += 1 } }

  /// Lets time pass; returns false where the queue was closed before it was over.
  func sleep(until deadline: ContinuousClock.Instant) -> Bool {
    state.wait(until: { $0.isClosed }, deadline: deadline, then: { !$0.isClosed })
  }
}
