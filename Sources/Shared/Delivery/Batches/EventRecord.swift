/// One event in a block: where its bytes are, and what it is.
package struct EventRecord: Sendable, Equatable {
  package enum Operation: UInt8, Sendable { case snapshot, insert, update, delete, truncate }

  /// Where the line begins and ends (behind its line feed), in bytes of the block.
  package var start: UInt32
  package var end: UInt32
  /// Where the value of `key` begins and ends; both are `start` where the format has no key.
  package var keyStart: UInt32
  package var keyEnd: UInt32
  /// The stream's number in `SinkContext.streams`.
  package var stream: UInt32
  package var operation: Operation
  /// The number of the event in its transaction; zero in a snapshot.
  package var sequence: UInt64

  /// Describes an event.
  package init(
    start: UInt32, end: UInt32, keyStart: UInt32, keyEnd: UInt32, stream: UInt32,
    operation: Operation, sequence: UInt64
  ) {
    self.start = start
    self.end = end
    self.keyStart = keyStart
    self.keyEnd = keyEnd
    self.stream = stream
    self.operation = operation
    self.sequence = sequence
  }

  /// The line's place in the block.
  package var line: Range<Int> { Int(start)..<Int(end) }

  /// The place of the key's value in the block.
  package var key: Range<Int> { Int(keyStart)..<Int(keyEnd) }
}
