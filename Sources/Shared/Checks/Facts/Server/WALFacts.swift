package import Postgres

/// How much WAL is written and kept.
package struct WALFacts: Sendable {
  package var position: LSN?
  /// The server's clock there, in seconds since 1970.
  package var seconds: Double?
  /// Bytes written since the statistics were reset, and that many seconds (from 14).
  package var countedBytes: Int?
  package var countedSeconds: Double?
  /// Bytes written during `FactOptions.sample`, and the seconds it really took.
  package var sampledBytes: Int?
  package var sampledSeconds: Double?
  /// Files and bytes in pg_wal; needs pg_monitor.
  package var files: Int?
  package var directoryBytes: Int?
  /// Room on the disk that holds pg_wal; only where that is a disk of this machine.
  package var freeBytes: Int?
  /// Rows of the file's tables that were inserted, updated or deleted since the statistics were
  /// reset; and that many during `FactOptions.sample`.
  package var changedRows: Int?
  package var sampledRows: Int?
  /// Bytes of tables read in a second, by one session; measured only with `FactOptions.sample`.
  package var readBytesPerSecond: Double?

  /// Nothing known.
  package init() {}

  /// Bytes a second while it was measured.
  var sampledRate: Double? {
    guard let sampledBytes, let sampledSeconds, sampledSeconds > 0 else { return nil }
    return Double(sampledBytes) / sampledSeconds
  }

  /// Bytes a second since the statistics were reset.
  var countedRate: Double? {
    // A minute of statistics says nothing of a day.
    guard let countedBytes, let countedSeconds, countedSeconds >= 60 else { return nil }
    return Double(countedBytes) / countedSeconds
  }
}
