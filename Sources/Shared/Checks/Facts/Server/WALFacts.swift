package import Postgres

/// How much WAL is written and retained.
package struct WALFacts: Sendable {
  package var position: LSN?
  /// The server's clock there, in seconds since 1970.
  package var seconds: Double?
  /// Bytes written since the statistics were reset, and that many seconds (from 14).
  package var countedBytes: Int?
  package var countedSeconds: Double?
  /// Bytes written during `FactOptions.sample`, and its actual duration in seconds.
  package var sampledBytes: Int?
  package var sampledSeconds: Double?
  /// Files and bytes in pg_wal; needs pg_monitor.
  package var files: Int?
  package var directoryBytes: Int?
  /// Free bytes on the disk that contains pg_wal; only if that is a disk of this machine.
  package var freeBytes: Int?
  /// Rows of the file's tables that were inserted, updated or deleted since the statistics were
  /// reset; and that many during `FactOptions.sample`.
  package var changedRows: Int?
  package var sampledRows: Int?
  /// Bytes of tables read per second by one session; measured only with `FactOptions.sample`.
  package var readBytesPerSecond: Double?

  /// Nothing known.
  package init() {}

  /// Bytes per second during the measurement.
  var sampledRate: Double? {
    guard let sampledBytes, let sampledSeconds, sampledSeconds > 0 else { return nil }
    return Double(sampledBytes) / sampledSeconds
  }

  /// Bytes per second since the statistics were reset.
  var countedRate: Double? {
    // A minute of statistics does not predict a day.
    guard let countedBytes, let countedSeconds, countedSeconds >= 60 else { return nil }
    return Double(countedBytes) / countedSeconds
  }
}
