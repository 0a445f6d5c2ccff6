package import Diagnostics
import Events
package import Postgres
private import Synchronization
package import System

/// The queue between those who read the source and the thread that writes to the sink.
///
/// Bounded in bytes for the stream, whose reader never waits (it asks `hasRoom`), and in rows
/// for each snapshot worker, who does wait.
package final class DeliveryQueue: Sendable {
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

  private struct State {
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
  /// What the stream's reader asks for all the time, without the lock: bytes in the queue, batches
  /// not yet durable, and how often the progress has changed.
  private let waiting = Atomic(0)
  private let inFlight = Atomic(0)
  private let changes = Atomic(0)
  /// Raised when progress was made.
  package let wake: WakeSignal
  private let limit: Int
  private let figures: RunFigures

  /// Starts the sink's thread.
  ///
  /// - Parameters:
  ///   - limit: bytes that may wait for the sink.
  ///   - figures: raised with every batch that is durable.
  /// - Throws: `unexpected` where the thread cannot be had.
  package init(
    to sink: any Sink, limit: Int, wake: WakeSignal, figures: RunFigures = RunFigures()
  ) throws(Failure) {
    state = Monitor(State())
    self.limit = limit
    self.wake = wake
    self.figures = figures
    _ = try WorkThread { [self] in drain(into: sink) }
  }

  /// Whether the stream may offer another batch.
  package var hasRoom: Bool { waiting.load(ordering: .relaxed) < limit }

  /// Whether everything that was offered is durable.
  package var isIdle: Bool { inFlight.load(ordering: .acquiring) == 0 }

  /// What the sink has done so far.
  package var progress: Progress { state.read { $0.progress } }

  /// The same where it has changed since `seen`, which is then brought up to date.
  package func progress(since seen: inout Int) -> Progress? {
    let now = changes.load(ordering: .acquiring)
    guard now != seen else { return nil }
    seen = now
    return progress
  }

  /// Hands the stream's events over and gives an empty block in their place; never waits.
  package func offer(_ block: inout EventBlock) {
    let batch = fill(with: &block, worker: nil)
    state.withLock { add(batch, &$0) }
  }

  /// Hands a snapshot worker's events over as soon as at most `rows` of its rows, and `bytes` of
  /// all, are held; gives false where the snapshot was abandoned.
  package func offer(_ block: inout EventBlock, worker: Int, rows: Int, bytes: Int) -> Bool {
    let batch = fill(with: &block, worker: worker)
    let (newRows, newBytes) = (batch.block.events, batch.block.bytes.count)
    return state.wait(
      until: { state in
        let held = state.heldRows[worker, default: 0]
        return state.isAbandoned || state.progress.failure != nil || held == 0
          || (held + newRows <= rows && state.queuedBytes + newBytes <= bytes)
      },
      then: { state in
        guard !state.isAbandoned, state.progress.failure == nil else { return false }
        state.heldRows[worker, default: 0] += newRows
        add(batch, &state)
        return true
      })
  }

  /// A batch that holds the events, and an empty block in their place.
  private func fill(with block: inout EventBlock, worker: Int?) -> Batch {
    let batch = state.withLock { $0.spare.popLast() } ?? Batch()
    swap(&batch.block, &block)
    batch.worker = worker
    return batch
  }

  /// Makes snapshot workers stop waiting, or lets new ones wait again.
  package func setAbandoned(_ isAbandoned: Bool) {
    state.withLock { $0.isAbandoned = isAbandoned }
  }

  /// Lets the thread end once it has written what it holds.
  package func close() { state.withLock { $0.isClosed = true } }

  /// Whether the thread has ended.
  package var isFinished: Bool { state.read { $0.isFinished } }

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
        state.withLock { state in
          state.progress.failure = error
          changes.add(1, ordering: .releasing)
        }
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
          batch.block.clear()
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

  private func add(_ batch: Batch, _ state: inout State) {
    if state.progress.inFlight == 0 { state.progress.lastMove = .now }
    state.queue.append(batch)
    state.queuedBytes += batch.block.bytes.count
    state.progress.inFlight += 1
    share(state)
  }

  private func share(_ state: State) {
    waiting.store(state.queuedBytes, ordering: .relaxed)
    inFlight.store(state.progress.inFlight, ordering: .releasing)
  }
}
