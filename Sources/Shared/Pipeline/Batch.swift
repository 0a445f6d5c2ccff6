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
  package let worker: Int?

  /// An empty batch.
  package init(worker: Int? = nil, capacity: Int = 64 * 1024) {
    bytes = ByteBuffer(capacity: capacity)
    self.worker = worker
  }

  /// Whether there is nothing to write.
  package var isEmpty: Bool { bytes.count == 0 }
}
