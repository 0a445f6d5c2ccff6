package import Delivery
import Diagnostics
package import Postgres
package import Replication
package import System

/// A consistent copy of the configured tables, tied to the point where a new slot begins
/// (docs/explanation/snapshot-handoff.md).
///
/// The session that created the temporary slot must stay silent and alive until the permanent slot
/// is copied from it: any error on it drops the slot.
package struct Snapshot: Sendable {
  package let server: Server
  package let delivery: DeliveryQueue
  package let wake: WakeSignal
  package let reporter: any Reporter
  package let figures: RunFigures
  /// `snapshot_workers` and `snapshot_batch_size`.
  package let workers: Int
  package let rowsPerWorker: Int
  /// Called every ten seconds while rows are copied; an error ends the copy. Nil for nothing.
  let whileCopying: (@Sendable () throws(PipelineError) -> Void)?

  /// Bytes of encoded rows that may wait for the sink, whatever the number of rows.
  private static let bytesWaiting = 64 << 20

  /// Makes a snapshot.
  package init(
    server: Server, delivery: DeliveryQueue, wake: WakeSignal, reporter: any Reporter,
    figures: RunFigures, workers: Int, rowsPerWorker: Int,
    whileCopying: (@Sendable () throws(PipelineError) -> Void)? = nil
  ) {
    self.whileCopying = whileCopying
    self.server = server
    self.delivery = delivery
    self.wake = wake
    self.reporter = reporter
    self.figures = figures
    self.workers = workers
    self.rowsPerWorker = rowsPerWorker
  }

  /// Copies `tables` as of `snapshotName`, which `holder` has exported, and returns when every
  /// row is durable at the sink.
  package func copy(
    _ tables: [SnapshotTable], exported snapshotName: String, at consistentPoint: LSN,
    holder: borrowing Connection
  ) throws(PipelineError) {
    let count = max(1, min(workers, tables.count))
    let board = Monitor(SnapshotBoard(waiting: tables, running: count))
    let abandon = StopSignal()
    try check(delivery.beginSnapshot(at: consistentPoint, stop: server.stop))
    delivery.setAbandoned(false)
    defer { figures.endSnapshot() }
    var threads: [WorkThread] = []
    do throws(PipelineError) {
      for number in 0..<count {
        let worker = SnapshotWorker(
          number: number, server: server, snapshotName: snapshotName,
          point: consistentPoint, lsn: Array(consistentPoint.description.utf8), rows: rowsPerWorker,
          bytes: Self.bytesWaiting, board: board, delivery: delivery, wake: wake,
          abandon: abandon)
        do {
          threads.append(try WorkThread { worker.run() })
        } catch {
          throw .other(error)
        }
      }
      try watch(board, holder)
    } catch {
      // Waits for the workers, so that no row of this snapshot is offered after it was abandoned.
      board.withLock { if $0.problem == nil { $0.problem = error } }
      abandon.raise()
      delivery.setAbandoned(true)
      for thread in threads { thread.join() }
      throw error
    }
    for thread in threads { thread.join() }
    try check(delivery.endSnapshot(at: consistentPoint, stop: server.stop))
  }

  private func check(_ answer: DeliveryQueue.Answer) throws(PipelineError) {
    switch answer {
    case .done: return
    case .failed(let error): throw .sink(error)
    case .interrupted: throw .stopped
    }
  }

  /// Waits for the workers, with an eye on the slot's session, the sink and signals.
  private func watch(
    _ board: Monitor<SnapshotBoard>, _ holder: borrowing Connection
  ) throws(PipelineError) {
    var nextLook = ContinuousClock.now
    while true {
      if let whileCopying, .now >= nextLook {
        nextLook = .now + .seconds(10)
        try whileCopying()
      }
      wake.lower()
      let (running, done, problem, finished) = board.withLock { board in
        defer { board.finishedStreams.removeAll() }
        return (
          board.running, board.tablesDone, board.problem, board.finishedStreams
        )
      }
      for (stream, rows) in finished {
        reporter.note(
          "snapshot: \(stream) copied, \(Amount.count(rows, "row"))",
          [("stream", .text(stream)), ("rows", .number(rows))])
      }
      figures.copied(tables: done)
      if let problem { throw problem }
      if let failure = delivery.progress.failure { throw .sink(failure) }
      if running == 0, delivery.progress.inFlight == 0 { return }
      try wait(holder)
    }
  }

  private func wait(_ holder: borrowing Connection) throws(PipelineError) {
    if server.stop.isRaised { throw .stopped }
    let deadline = ContinuousClock.now + .milliseconds(250)
    // The holder's socket becomes readable only when the server ends the session.
    let ended = Poll.wait(holder.descriptor, for: 1, or: wake.descriptor, until: deadline)
    if ended == .ready {
      do {
        try holder.consumeInput()
      } catch {
        throw .slotLost(error.description)
      }
    }
  }
}
