package import Postgres

/// What we tell the server about our progress (Standby status update).
package struct StatusUpdate: Equatable, Sendable {
  /// The highest position received.
  package var written: LSN
  /// The position up to which everything is durable at the sink; the slot moves here.
  package var flushed: LSN
  /// Asks the server to answer at once.
  package var requestsReply: Bool

  /// Makes an update.
  package init(written: LSN, flushed: LSN, requestsReply: Bool = false) {
    self.written = written
    self.flushed = flushed
    self.requestsReply = requestsReply
  }

  /// The message's bytes; `clock` is the time in microseconds since 2000-01-01 UTC.
  package func encoded(clock: Int64) -> [UInt8] {
    var bytes: [UInt8] = [UInt8(ascii: "r")]
    bytes.reserveCapacity(34)
    // Applied equals flushed: nothing in between is of interest to the server.
    for value in [written.value, flushed.value, flushed.value, UInt64(bitPattern: clock)] {
      for shift in stride(from: 56, through: 0, by: -8) {
        bytes.append(UInt8(truncatingIfNeeded: value >> UInt64(shift)))
      }
    }
    bytes.append(requestsReply ? 1 : 0)
    return bytes
  }
}
