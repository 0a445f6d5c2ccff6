/// The size and duration of the first snapshot.
package struct SnapshotForecast: Sendable, Equatable {
  package var tables: Int
  /// Nil before the first ANALYZE.
  package var rows: Int?
  /// With large values, without indexes.
  package var bytes: Int
  /// Bytes of tables read per second.
  package var speed: Double
  /// Whether the speed was measured, with one worker.
  package var isMeasured: Bool
  /// Bytes of WAL written in the meantime, which the slot must retain; nil if unknown.
  package var wal: Double?

  /// Bytes read per second unless measured: a modest disk and network.
  package static let assumedSpeed = Double(32 << 20)

  package var seconds: Double { Double(bytes) / speed }

  /// Forecasts from the facts; nil if no snapshot will be taken.
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
