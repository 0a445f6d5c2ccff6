package import Events
package import Postgres

/// Encoded events that are being gathered, by one owner.
package struct EventBlock: ~Copyable, Sendable {
  /// Bytes after which a block is handed over although more is at hand.
  package static let fullAt = 256 * 1024

  /// A block that has grown beyond this many bytes is not kept for use again.
  private static let kept = 1 << 20

  /// Whole events, each one line.
  package var bytes = ByteBuffer(capacity: 64 * 1024)
  /// Number of events.
  package var events = 0
  /// What they are, one by one; empty where the sink needs only lines.
  package var records = RecordTable()
  /// Once this block is durable, so is everything up to here; nil where it ends no unit.
  package var confirms: LSN?

  /// An empty block.
  package init() {}

  /// Whether there is nothing to write.
  package var isEmpty: Bool { bytes.count == 0 }

  /// Whether its memory is worth to be used again.
  var isReusable: Bool { bytes.capacity <= Self.kept }

  /// Removes what stands behind the first `events` events, which take `bytes`.
  package mutating func truncate(to bytes: Int, events: Int) {
    self.bytes.truncate(to: bytes)
    self.events = events
    records.truncate(to: events)
  }

  /// Forgets the events, not the memory.
  package mutating func clear() {
    bytes.truncate(to: 0)
    events = 0
    records.clear()
    confirms = nil
  }
}
