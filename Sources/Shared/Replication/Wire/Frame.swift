package import Postgres

/// The envelope of a replication stream (PostgreSQL documentation, "Streaming Replication
/// Protocol": XLogData and Primary keepalive message).
package enum Frame: Equatable, Sendable {
  /// One message of the output plugin begins at `payload` in the frame.
  ///
  /// `walStart` is 0/0 for a Relation message, so it must never enter a maximum.
  case data(walStart: LSN, walEnd: LSN, payload: Int)
  /// The server's position; with `replyRequested` it wants a status at once.
  case keepalive(walEnd: LSN, replyRequested: Bool)

  /// Reads the envelope.
  package static func decode(_ bytes: borrowing Span<UInt8>) throws(DecodeError) -> Frame {
    var cursor = Cursor()
    let tag = try cursor.byte(bytes)
    cursor.tag = tag
    switch tag {
    case UInt8(ascii: "w"):
      let start = try cursor.lsn(bytes)
      let end = try cursor.lsn(bytes)
      _ = try cursor.uint64(bytes)
      return .data(walStart: start, walEnd: end, payload: cursor.offset)
    case UInt8(ascii: "k"):
      let end = try cursor.lsn(bytes)
      _ = try cursor.uint64(bytes)
      let reply = try cursor.byte(bytes)
      guard reply <= 1 else { throw cursor.error(.unexpectedByte(reply, expected: "0 or 1")) }
      try cursor.end(bytes)
      return .keepalive(walEnd: end, replyRequested: reply == 1)
    default:
      throw cursor.error(.unknownTag)
    }
  }
}
