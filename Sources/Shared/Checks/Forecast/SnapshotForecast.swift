/// What the first snapshot will take.
package struct SnapshotForecast: Sendable, Equatable {
  package var tables: Int
  /// Nil before the first ANALYZE.
  package var rows: Int?
  /// With large values, without indexes.
  package var bytes: Int
  /// Bytes of tables that are read in a second.
  package var speed: Double
  /// Whether the speed was measured, with one worker.
  package var isMeasured: Bool
  /// Bytes of WAL that are written meanwhile, and that the slot has to keep; nil where unknown.
  package var wal: Double?

  /// What is read in a second unless it was measured: a modest disk and network.
  package static let assumedSpeed = Double(32 << 20)

  package var seconds: Double { Double(bytes) / speed }

  /// Looks ahead from the facts; nil where no snapshot will be taken.
  package init?(_ facts: Facts) {
    guard facts.wantsSnapshot, !facts.streams.isEmpty else { return nil }
    let streams = facts.streams.values.filter(\.exists)
    tables = streams.count
    let known = streams.compactMap(\.rows)
    rows = known.isEmpty ? nil : known.reduce(0, +)
    bytes = streams.reduce(0) { $0 + $1.bytes }
    isMeasured = facts.wal.readBytesPerSecond != nil
    speed = facts.wal.readBytesPerSecond ?? Self.assumedSpeed
    wal = facts.walRate.map { $0 * Double(bytes) / speed }
  }
}
