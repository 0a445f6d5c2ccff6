import Postgres
import Replication

/// How long the pipeline may be stopped before the slot is lost or the disk is full.
package struct PauseForecast: Sendable, Equatable {
  /// What comes first.
  package enum End: Sendable, Equatable {
    /// `max_slot_wal_keep_size`.
    case slot
    /// The disk that holds pg_wal is full.
    case disk
    /// `idle_replication_slot_timeout` (from 18).
    case idle
  }

  /// Nil if there is no known limit.
  package var end: End?
  /// Bytes of WAL that can still be written until then; nil for a time limit.
  package var bytes: Int?
  /// Seconds from now; nil if the rate of WAL is unknown or almost zero.
  package var seconds: Double?

  /// Forecasts from the facts.
  package init(_ facts: Facts) {
    var ends: [(end: End, bytes: Int?, seconds: Double?)] = []
    let rate = facts.walRate.flatMap { $0 >= 1 ? $0 : nil }
    for (end, bytes) in [(End.slot, Self.slotBytes(facts)), (.disk, facts.wal.freeBytes)] {
      guard let bytes else { continue }
      ends.append((end, bytes, rate.map { Double(bytes) / $0 }))
    }
    if let idle = facts.server.settings["idle_replication_slot_timeout"]?.seconds, idle > 0 {
      ends.append((.idle, nil, idle))
    }
    // Without a rate bytes can only be compared with bytes.
    let first =
      ends.filter { $0.seconds != nil }.min { ($0.seconds ?? 0) < ($1.seconds ?? 0) }
      ?? ends.min { ($0.bytes ?? .max) < ($1.bytes ?? .max) }
    (end, bytes, seconds) = (first?.end, first?.bytes, first?.seconds)
  }

  /// Bytes of WAL until the slot may be lost, as `safe_wal_size` counts them; nil without limit.
  ///
  /// The server counts whole segments, one more than the setting has; after that the next
  /// checkpoint invalidates the slot.
  package static func slotBytes(_ facts: Facts) -> Int? {
    guard let keep = facts.server.settings["max_slot_wal_keep_size"]?.bytes else { return nil }
    if let slot = facts.ownSlot, !slot.isLost, let safe = slot.safeWALSize { return max(0, safe) }
    let segment = facts.segmentBytes
    let always = facts.server.settings["wal_keep_size"]?.bytes ?? 0
    let inSegment = Int((facts.wal.position?.value ?? 0) % UInt64(segment))
    let segments = max(keep / segment, always / segment) + 1
    let (bytes, overflows) = segments.multipliedReportingOverflow(by: segment)
    return overflows ? nil : bytes - inSegment
  }
}
