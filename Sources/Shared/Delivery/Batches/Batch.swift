/// A block of events on its way to the sink.
///
/// Has one owner at a time: the producer until it is offered, then the queue, then the sink.
package final class Batch: @unchecked Sendable {
  // SAFETY: handed over under the queue's lock, and not touched by the giver afterwards.
  package var block: EventBlock
  /// Its place in the order of all batches of this process, from 1; zero until it is offered.
  package var number: UInt64 = 0
  /// The snapshot worker whose rows these are; nil for the stream.
  package var worker: Int?
  /// The first record that is to be written.
  package var firstRecord = 0
  /// Records that the sink has refused and the dead letter holds, in order.
  package var deadLetters: [Int] = []

  /// Whether these events come out of a dead letter: they are written although newer ones are
  /// there, and they move no position.
  package var isReplay = false

  /// An empty batch.
  package init() { block = EventBlock() }

  /// The records that a sink is to write, in order; empty where nobody needed records.
  package var toWrite: some Sequence<Int> {
    (firstRecord..<max(firstRecord, block.records.count)).lazy
      .filter { [deadLetters] in !deadLetters.contains($0) }
  }

  /// Forgets everything but the memory.
  func clear() {
    block.clear()
    firstRecord = 0
    deadLetters.removeAll()
  }
}
