import Delivery
import Events
import Postgres
import Replication
import System

/// Copies tables over one session, inside an exported snapshot.
struct SnapshotWorker: Sendable {
  let number: Int
  let server: Server
  let snapshotName: String
  /// The consistent point.
  let point: LSN
  /// The same in digits.
  let lsn: [UInt8]
  /// `snapshot_batch_size`: rows held between source and sink.
  let rows: Int
  /// Bytes that may wait for the sink, of all workers together.
  let bytes: Int
  let board: Monitor<SnapshotBoard>
  let delivery: DeliveryQueue
  /// Raised when something changed that the main thread waits for.
  let wake: WakeSignal
  /// Raised when the snapshot is abandoned.
  let abandon: StopSignal

  /// Works until no table is left; records on the board how it went.
  func run() {
    do throws(PipelineError) {
      try copyTables()
    } catch {
      board.withLock { board in
        if board.problem == nil { board.problem = error }
      }
    }
    board.withLock { $0.running -= 1 }
    wake.raise()
  }

  private func copyTables() throws(PipelineError) {
    let session: Connection
    do {
      session = try server.session(interrupt: abandon)
    } catch {
      throw .connection(error)
    }
    while let table = board.withLock({ $0.next() }) {
      try open(table, over: session)
      let count = try copy(table, over: session)
      do {
        // A transaction for each table: its lock ends with its copy.
        try session.query("COMMIT")
      } catch {
        throw .server(error, doing: "copying \(table.stream)")
      }
      board.withLock { board in
        board.tablesDone += 1
        board.finishedStreams.append((table.stream, count))
      }
      wake.raise()
    }
  }

  /// Begins the transaction that copies a table, and locks it.
  ///
  /// A table that was rewritten since the snapshot looks empty in it (PostgreSQL documentation,
  /// "Caveats" of concurrency control), one that was replaced is another table: behind the lock
  /// neither can happen any more.
  private func open(
    _ table: SnapshotTable, over session: borrowing Connection
  ) throws(PipelineError) {
    let changed: Int
    do {
      try session.query("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
      try session.query("SET TRANSACTION SNAPSHOT \(Quoting.literal(snapshotName))")
      try session.query(table.lock)
      changed = try session.query(SnapshotTable.changed, table.identity).count
    } catch {
      throw .server(error, doing: "opening \(table.stream) in the snapshot")
    }
    guard changed == 0 else { throw .rewritten(table.stream) }
  }

  private func copy(
    _ table: SnapshotTable, over session: borrowing Connection
  ) throws(PipelineError) -> Int {
    do {
      try session.startCopy(table.statement)
    } catch {
      throw .server(error, doing: "copying \(table.stream)")
    }
    var line = CopyLine()
    let checksText = session.sendsUncheckedText
    var pacing = ReadPacing(isLocal: session.isLocal, now: .now)
    var block = EventBlock()
    var count = 0
    while true {
      var problem: PipelineError?
      let state = session.nextCopyMessage { bytes in
        pacing.took(bytes.count)
        do throws(PipelineError) {
          try encode(bytes, &line, table, checksText: checksText, into: &block)
        } catch {
          problem = error
        }
      }
      if let problem { throw problem }
      switch state {
      case .message:
        count += 1
        if block.events >= rows || block.bytes.count >= EventBlock.fullAt { try offer(&block) }
      case .wouldBlock:
        let isFine: Bool
        do {
          isFine = try pacing.take(from: session, or: abandon.descriptor)
        } catch {
          throw .server(error, doing: "copying \(table.stream)")
        }
        guard isFine else { throw .stopped }
      case .ended:
        try offer(&block)
        do {
          try session.finishCopy()
        } catch {
          throw .server(error, doing: "copying \(table.stream)")
        }
        return count
      }
    }
  }

  private func encode(
    _ bytes: borrowing Span<UInt8>, _ line: inout CopyLine, _ table: SnapshotTable,
    checksText: Bool, into block: inout EventBlock
  ) throws(PipelineError) {
    do {
      try line.read(bytes)
    } catch {
      throw .malformed(error, place: "snapshot of \(table.stream)")
    }
    if checksText { line.screen(bytes) }
    guard line.tuple.fields.count == table.encoder.rowWidth else {
      throw .malformed(
        DecodeError(
          .impossibleLength(line.tuple.fields.count), tag: UInt8(ascii: "d"), offset: 0),
        place: "snapshot of \(table.stream)")
    }
    let start = block.bytes.count
    do {
      if line.hasEscapes {
        try table.encoder.snapshot(
          line.unescaped.span, line.tuple, lsn: lsn, into: &block.bytes)
      } else {
        try table.encoder.snapshot(bytes, line.tuple, lsn: lsn, into: &block.bytes)
      }
    } catch {
      throw .unrepresentable(error, place: "snapshot")
    }
    block.events += 1
    if delivery.needs == .records {
      block.record(
        from: start, stream: table.encoder.number, .snapshot, sequence: 0, lsn: point,
        commitTime: nil)
    }
  }

  private func offer(_ block: inout EventBlock) throws(PipelineError) {
    guard !block.isEmpty else { return }
    guard delivery.offer(&block, worker: number, rows: rows, bytes: bytes) else {
      throw .stopped
    }
  }
}
