package import Postgres

/// The envelope of a replication stream (PostgreSQL documentation, "Streaming Replication
/// Protocol": XLogData and Primary keepalive message).
package enum Frame: Equatable, Sendable {
  /// One message of the output plugin begins at `payload` in the frame. Where its WAL starts is
  /// left out: it is 0/0 for a Relation message.
  case data(walEnd: LSN, payload: Int)
  /// The server's position; with `replyRequested` it wants a status at once.
  case keepalive(walEnd: LSN, replyRequested: Bool)

  /// Reads the envelope.
  package static func decode(_ bytes: borrowing Span<UInt8>) throws(DecodeError) -> Frame {
    var cursor = Cursor()
    let tag = try cursor.byte(bytes)
    cursor.tag = tag
    switch tag {
    case UInt8(ascii: "w"):
      _ = try cursor.lsn(bytes)
      let end = try cursor.lsn(bytes)
      _ = try cursor.uint64(bytes)
      return .data(walEnd: end, payload: cursor.offset)
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
