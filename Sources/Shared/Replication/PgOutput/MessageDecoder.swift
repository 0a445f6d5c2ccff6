/// Turns the bytes of pgoutput messages into values. Pure: no I/O, never traps on its input.
package struct MessageDecoder: ~Copyable, Sendable {
  /// The new row of the last insert or update.
  package private(set) var newTuple = Tuple()
  /// The old row of the last update or delete.
  package private(set) var oldTuple = Tuple()

  /// A decoder without rows.
  package init() {}

  /// Reads one message that begins at `start` and fills `bytes` to its end.
  ///
  /// - Throws: what is wrong and where; the tuples are then undefined.
  package mutating func decode(
    _ bytes: borrowing Span<UInt8>, from start: Int = 0
  ) throws(DecodeError) -> Message {
    var cursor = Cursor(offset: start)
    let tag = try cursor.byte(bytes)
    cursor.tag = tag
    let message: Message
    switch tag {
    case UInt8(ascii: "I"): message = try insert(&cursor, bytes)
    case UInt8(ascii: "U"): message = try update(&cursor, bytes)
    case UInt8(ascii: "D"): message = try delete(&cursor, bytes)
    case UInt8(ascii: "B"):
      let lsn = try cursor.lsn(bytes)
      let time = Int64(bitPattern: try cursor.uint64(bytes))
      message = .begin(commitLSN: lsn, commitTime: time, xid: try cursor.uint32(bytes))
    case UInt8(ascii: "C"): message = try commit(&cursor, bytes)
    case UInt8(ascii: "R"): message = .relation(try relation(&cursor, bytes))
    case UInt8(ascii: "Y"):
      let oid = try cursor.uint32(bytes)
      message = .type(oid: oid, name: try name(&cursor, bytes))
    case UInt8(ascii: "O"):
      let lsn = try cursor.lsn(bytes)
      message = .origin(lsn: lsn, name: try cursor.text(bytes))
    case UInt8(ascii: "T"): message = try truncate(&cursor, bytes)
    case UInt8(ascii: "M"): message = try logical(&cursor, bytes)
    default: message = try streaming(tag, &cursor, bytes)
    }
    try cursor.end(bytes)
    return message
  }

  /// Marks the texts of both rows that are not valid UTF-8.
  package mutating func screen(_ bytes: borrowing Span<UInt8>, old: Bool, new: Bool) {
    if new { newTuple.screen(bytes) }
    if old { oldTuple.screen(bytes) }
  }

  private mutating func insert(
    _ cursor: inout Cursor, _ bytes: borrowing Span<UInt8>
  ) throws(DecodeError) -> Message {
    let relation = try cursor.uint32(bytes)
    try Self.expectNew(&cursor, bytes)
    try Self.read(&newTuple, &cursor, bytes)
    return .insert(relation: relation)
  }

  private mutating func update(
    _ cursor: inout Cursor, _ bytes: borrowing Span<UInt8>
  ) throws(DecodeError) -> Message {
    let relation = try cursor.uint32(bytes)
    let marker = try cursor.byte(bytes)
    var old = Message.OldRow.none
    switch marker {
    case UInt8(ascii: "N"): break
    case UInt8(ascii: "K"), UInt8(ascii: "O"):
      old = marker == UInt8(ascii: "K") ? .key : .full
      try Self.read(&oldTuple, &cursor, bytes)
      try Self.expectNew(&cursor, bytes)
    default: throw cursor.error(.unexpectedByte(marker, expected: "K, O or N"))
    }
    try Self.read(&newTuple, &cursor, bytes)
    return .update(relation: relation, old: old)
  }

  private mutating func delete(
    _ cursor: inout Cursor, _ bytes: borrowing Span<UInt8>
  ) throws(DecodeError) -> Message {
    let relation = try cursor.uint32(bytes)
    let marker = try cursor.byte(bytes)
    guard marker == UInt8(ascii: "K") || marker == UInt8(ascii: "O") else {
      throw cursor.error(.unexpectedByte(marker, expected: "K or O"))
    }
    try Self.read(&oldTuple, &cursor, bytes)
    return .delete(relation: relation, old: marker == UInt8(ascii: "K") ? .key : .full)
  }

  /// The marker of a new row.
  private static func expectNew(
    _ cursor: inout Cursor, _ bytes: borrowing Span<UInt8>
  ) throws(DecodeError) {
    let found = try cursor.byte(bytes)
    guard found == UInt8(ascii: "N") else {
      throw cursor.error(.unexpectedByte(found, expected: "N"))
    }
  }

  private static func read(
    _ tuple: inout Tuple, _ cursor: inout Cursor, _ bytes: borrowing Span<UInt8>
  ) throws(DecodeError) {
    // A copy, so that the loop keeps the place in a register.
    var place = cursor
    let count = Int(try place.uint16(bytes))
    // A column takes a byte at least: a count is not believed before there is room for it.
    let left = bytes.count - place.offset
    if count > left { throw place.error(.truncated(missing: count - left)) }
    if tuple.fields.count != count { tuple.resize(to: count) }
    var fields = tuple.fields.mutableSpan
    for index in fields.indices {
      let byte = try place.byte(bytes)
      guard let kind = Tuple.Kind(rawValue: byte) else {
        throw place.error(.unexpectedByte(byte, expected: "n, u, t or b"))
      }
      switch kind {
      case .text, .binary:
        let length = try place.length(bytes)
        fields[index] = Tuple.Field(kind: kind, start: place.offset, count: length)
        place.offset += length
      case .null, .unchanged: fields[index] = Tuple.Field(kind: kind)
      }
    }
    cursor = place
  }
}
