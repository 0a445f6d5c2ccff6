package import Diagnostics
import Events
package import Postgres
import Synchronization
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
    /// How often the sink was opened again after an error.
    package var retries = 0
    /// Events that went to the dead letter.
    package var deadLetters = 0
    /// Why the sink takes no more.
    package var failure: SinkError?
    /// When the last batch became durable.
    package var lastMove = ContinuousClock.now
  }

  struct State {
    var queue: [QueuedWork] = []
    /// The answer to the last command; nil while it is waited for.
    var answer: SinkPosition??
    /// Number of the next batch.
    var number: UInt64 = 1
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
  static let spares = 4

  let state: Monitor<State>
  /// What the stream's reader asks for all the time, without the lock: bytes in the queue, batches
  /// not yet durable, and how often the progress has changed.
  private let waiting = Atomic(0)
  private let inFlight = Atomic(0)
  let changes = Atomic(0)
  /// Raised when progress was made.
  package let wake: WakeSignal
  private let limit: Int
  let figures: RunFigures
  /// What the sink needs to know of single events.
  package let needs: SinkNeeds
  /// Whether the sink keeps its own position: then every position goes through the queue.
  package let keepsPosition: Bool

  /// Starts the sink's thread.
  ///
  /// - Parameters:
  ///   - limit: bytes that may wait for the sink.
  ///   - poison: what happens to an event that the sink permanently refuses.
  ///   - firstPause: before a sink is opened again for the first time; later ones are longer.
  ///   - reporter: receives a warning for each retry and dead letter.
  ///   - figures: raised with every batch that is durable.
  /// - Throws: `unexpected` where no further thread can be started.
  package init(
    to sink: any Sink, limit: Int, wake: WakeSignal, poison: PoisonPolicy = .stop,
    firstPause: Duration = .milliseconds(100), reporter: (any Reporter)? = nil,
    figures: RunFigures = RunFigures()
  ) throws(Failure) {
    state = Monitor(State())
    self.limit = limit
    self.wake = wake
    self.figures = figures
    needs = sink.needs
    keepsPosition = sink.keepsPosition
    _ = try WorkThread { [self] in
      SinkThread(sink, of: self, poison: poison, firstPause: firstPause, reporter: reporter).run()
    }
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

  private func add(_ batch: Batch, _ state: inout State) {
    if state.progress.inFlight == 0 { state.progress.lastMove = .now }
    batch.number = state.number
    state.number += 1
    state.queue.append(.batch(batch))
    state.queuedBytes += batch.block.bytes.count
    state.progress.inFlight += 1
    share(state)
  }

  func share(_ state: State) {
    waiting.store(state.queuedBytes, ordering: .relaxed)
    inFlight.store(state.progress.inFlight, ordering: .releasing)
  }
}
