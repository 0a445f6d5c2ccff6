private import Dispatch
import Mapping
package import Postgres

/// The queue between those who read the source and the thread that writes to the sink.
///
/// Bounded in bytes for the stream, whose reader never waits (it asks `hasRoom`), and in rows
/// for each snapshot worker, who does wait.
package final class Delivery: Sendable {
  /// What the sink has done so far.
  package struct Progress: Sendable {
    /// Everything up to here is durable; nil before the first batch that confirms.
    package var watermark: LSN?
    /// Events written, by anybody.
    package var events = 0
    /// Bytes written.
    package var bytes = 0
    /// Batches offered and not yet durable.
    package var inFlight = 0
    /// Why the sink takes no more.
    package var failure: SinkError?
    /// When the last batch became durable.
    package var lastMove = ContinuousClock.now
  }

  fileprivate struct State {
    var queue: [Batch] = []
    var queuedBytes = 0
    /// Rows held for each snapshot worker.
    var heldRows: [Int: Int] = [:]
    /// Written batches whose memory the next ones use.
    var spare: [Batch] = []
    /// Given up: snapshot workers must not wait any more.
    var isAbandoned = false
    var isClosed = false
    var isFinished = false
    var progress = Progress()
  }

  /// Batches that are kept for use again.
  private static let spares = 4

  private let state: Monitor<State>
  /// Raised when progress was made.
  package let wake: WakeSignal
  private let limit: Int

  /// Starts the sink's thread.
  ///
  /// - Parameter limit: bytes that may wait for the sink.
  package init(to sink: any Sink, limit: Int, wake: WakeSignal) {
    state = Monitor(State())
    self.limit = limit
    self.wake = wake
    let queue = DispatchQueue(label: "blink.sink", qos: .userInitiated)
    queue.async { [self] in drain(into: sink) }
  }

  /// Whether the stream may offer another batch.
  package var hasRoom: Bool { state.withLock { $0.queuedBytes < limit } }

  /// What the sink has done so far.
  package var progress: Progress { state.withLock { $0.progress } }

  /// A batch to be filled for the stream, or for a snapshot worker.
  package func emptyBatch(worker: Int? = nil) -> Batch {
    let batch = state.withLock { $0.spare.popLast() } ?? Batch()
    batch.worker = worker
    return batch
  }

  /// Hands a batch of the stream over; never waits.
  package func offer(_ batch: Batch) {
    state.withLock { $0.add(batch) }
  }

  /// Hands a snapshot worker's batch over as soon as at most `rows` of its rows, and half the
  /// queue's bytes, are held; gives false where the snapshot was abandoned.
  package func offer(_ batch: Batch, worker: Int, rows: Int, bytes: Int) -> Bool {
    state.wait(
      until: { state in
        let held = state.heldRows[worker, default: 0]
        return state.isAbandoned || state.progress.failure != nil || held == 0
          || (held + batch.events <= rows && state.queuedBytes + batch.bytes.count <= bytes)
      },
      then: { state in
        guard !state.isAbandoned, state.progress.failure == nil else { return false }
        state.heldRows[worker, default: 0] += batch.events
        state.add(batch)
        return true
      })
  }

  /// Makes snapshot workers stop waiting, or lets new ones wait again.
  package func setAbandoned(_ isAbandoned: Bool) {
    state.withLock { $0.isAbandoned = isAbandoned }
  }

  /// Lets the thread end once it has written what it holds.
  package func close() { state.withLock { $0.isClosed = true } }

  /// Whether the thread has ended.
  package var isFinished: Bool { state.withLock { $0.isFinished } }

  private func drain(into sink: any Sink) {
    var accepted: [Batch] = []
    while let batch = next() {
      do throws(SinkError) {
        accepted.append(batch)
        var durability = try sink.write(batch)
        let isLast = state.withLock { $0.queue.isEmpty }
        if durability == .accepted, isLast || accepted.count >= 64 {
          try sink.flush()
          durability = .durable
        }
        if durability == .durable {
          finish(accepted)
          accepted.removeAll(keepingCapacity: true)
        }
      } catch {
        state.withLock { $0.progress.failure = error }
        wake.raise()
        break
      }
    }
    state.withLock { $0.isFinished = true }
    wake.raise()
  }

  private func next() -> Batch? {
    state.wait(
      until: { !$0.queue.isEmpty || $0.isClosed },
      then: { state in
        state.queue.isEmpty ? nil : state.queue.removeFirst()
      })
  }

  private func finish(_ batches: [Batch]) {
    state.withLock { state in
      for batch in batches {
        state.queuedBytes -= batch.bytes.count
        if let worker = batch.worker { state.heldRows[worker, default: 0] -= batch.events }
        state.progress.inFlight -= 1
        state.progress.events += batch.events
        state.progress.bytes += batch.bytes.count
        if let position = batch.confirms {
          state.progress.watermark = max(state.progress.watermark ?? .zero, position)
        }
        if state.spare.count < Self.spares, batch.clear() { state.spare.append(batch) }
      }
      state.progress.lastMove = .now
    }
    wake.raise()
  }
}

extension Delivery.State {
  fileprivate mutating func add(_ batch: Batch) {
    if progress.inFlight == 0 { progress.lastMove = .now }
    queue.append(batch)
    queuedBytes += batch.bytes.count
    progress.inFlight += 1
  }
}
