package import Postgres
private import Synchronization

/// How far a run has come: raised by those who do the work, and only read by those who report.
///
/// Raising a figure is one atomic store or addition and wakes nobody.
package final class RunFigures: Sendable {
  /// What the figures are at one moment.
  package struct Reading: Sendable, Equatable {
    /// Events written to the sink, and their bytes.
    package var events = 0
    package var bytes = 0
    /// The snapshot that is being taken; nil otherwise.
    package var snapshot: Snapshot?
    /// Bytes of WAL between the server's newest known position and what is durable at the sink;
    /// nil while unknown.
    package var lag: Int?

    /// Nothing yet.
    package init() {}
  }

  /// How far a snapshot has come.
  package struct Snapshot: Sendable, Equatable {
    package var tablesDone: Int
    package var tables: Int
    /// Rows written, and their bytes.
    package var rows: Int
    package var bytes: Int
    /// Rows that the tables have, as the planner estimates; nil where one was never analyzed.
    package var expectedRows: Int?

    /// Describes a snapshot.
    package init(tablesDone: Int, tables: Int, rows: Int, bytes: Int, expectedRows: Int?) {
      self.tablesDone = tablesDone
      self.tables = tables
      self.rows = rows
      self.bytes = bytes
      self.expectedRows = expectedRows
    }

    /// Percent of the expected rows; at most 99 before all tables are done.
    package var percent: Int? {
      expectedRows.map { $0 == 0 ? 99 : min(99, rows * 100 / $0) }
    }
  }

  private let events = Atomic(0)
  private let bytes = Atomic(0)
  private let watermark = Atomic<UInt64>(0)
  private let serverEnd = Atomic<UInt64>(0)
  private let snapshot = Mutex<(start: (events: Int, bytes: Int), figures: Snapshot)?>(nil)

  /// A run that has done nothing yet.
  package init() {}

  /// Events were written to the sink and are durable.
  package func wrote(events: Int, bytes: Int) {
    self.events.add(events, ordering: .relaxed)
    self.bytes.add(bytes, ordering: .relaxed)
  }

  /// The server's newest known position, and what is durable at the sink.
  package func streamed(serverEnd: LSN, watermark: LSN) {
    self.serverEnd.store(serverEnd.value, ordering: .relaxed)
    self.watermark.store(watermark.value, ordering: .relaxed)
  }

  /// A snapshot begins.
  package func beginSnapshot(tables: Int, expectedRows: Int?) {
    let start = (events.load(ordering: .relaxed), bytes.load(ordering: .relaxed))
    snapshot.withLock {
      $0 = (
        start,
        Snapshot(tablesDone: 0, tables: tables, rows: 0, bytes: 0, expectedRows: expectedRows)
      )
    }
  }

  /// So many of the snapshot's tables are copied.
  package func copied(tables: Int) { snapshot.withLock { $0?.figures.tablesDone = tables } }

  /// The snapshot is over.
  package func endSnapshot() { snapshot.withLock { $0 = nil } }

  /// What the figures are now.
  package var reading: Reading {
    var result = Reading()
    result.events = events.load(ordering: .relaxed)
    result.bytes = bytes.load(ordering: .relaxed)
    result.snapshot = snapshot.withLock { snapshot in
      guard let (start, found) = snapshot else { return nil }
      var figures = found
      figures.rows = result.events - start.events
      figures.bytes = result.bytes - start.bytes
      return figures
    }
    let (end, durable) = (serverEnd.load(ordering: .relaxed), watermark.load(ordering: .relaxed))
    if end > 0, end >= durable { result.lag = Int(clamping: end - durable) }
    return result
  }
}
