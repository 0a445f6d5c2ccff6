import Events
package import Postgres

extension EventBlock {
  /// Enters an event whose line begins at `start` and ends the block into the record table.
  ///
  /// - Parameters:
  ///   - stream: the stream's number.
  ///   - commitTime: in microseconds since 2000-01-01 UTC; nil for a row of a snapshot.
  package mutating func record(
    from start: Int, stream: Int, _ operation: EventRecord.Operation, sequence: UInt64, lsn: LSN,
    commitTime: Int64?
  ) {
    let end = bytes.count
    let key = unsafe bytes.withBytes { bytes in
      unsafe EventLine.value(of: "key", in: bytes, start..<end) ?? start..<start
    }
    // A block ends soon behind 256 KiB; one event has at most a gigabyte.
    records.append(
      EventRecord(
        start: UInt32(start), end: UInt32(end), keyStart: UInt32(key.lowerBound),
        keyEnd: UInt32(key.upperBound), stream: UInt32(stream), operation: operation,
        sequence: sequence),
      lsn: lsn, commitTime: commitTime)
  }
}
