/// A block of events on its way to the sink.
///
/// Has one owner at a time: the producer until it is offered, then the queue, then the sink.
package final class Batch: @unchecked Sendable {
  // SAFETY: handed over under the queue's lock, and not touched by the giver afterwards.
  package var block: EventBlock
  /// The snapshot worker whose rows these are; nil for the stream.
  package var worker: Int?

  /// An empty batch.
  package init() { block = EventBlock() }
}
