package import Mapping
package import Postgres

/// Encoded events on their way to the sink.
///
/// Has one owner at a time: the producer until it is offered, then the queue, then the sink.
package final class Batch: @unchecked Sendable {
  // SAFETY: handed over under the queue's lock, and not touched by the giver afterwards.
  /// Whole events, each one line.
  package var bytes: ByteBuffer
  /// Number of events.
  package var events = 0
  /// Once this batch is durable, so is everything up to here; nil where it ends no unit.
  package var confirms: LSN?
  /// The snapshot worker whose rows these are; nil for the stream.
  package var worker: Int?

  /// Bytes after which a batch is handed over although more is at hand.
  package static let fullAt = 256 * 1024
  /// A batch that has grown beyond this is not kept.
  private static let kept = 1 << 20

  /// An empty batch.
  package init() { bytes = ByteBuffer(capacity: 64 * 1024) }

  /// Empties the batch for use again; gives false where it is too large to be kept.
  func clear() -> Bool {
    guard bytes.capacity <= Self.kept else { return false }
    bytes.truncate(to: 0)
    events = 0
    confirms = nil
    worker = nil
    return true
  }

  /// Whether there is nothing to write.
  package var isEmpty: Bool { bytes.count == 0 }
}
