import Postgres

/// The messages that come once a transaction or more rarely.
extension MessageDecoder {
  func commit(
    _ cursor: inout Cursor, _ bytes: borrowing Span<UInt8>
  ) throws(DecodeError) -> Message {
    let flags = try cursor.byte(bytes)
    guard flags == 0 else { throw cursor.error(.unexpectedByte(flags, expected: "0")) }
    let commit = try cursor.lsn(bytes)
    let end = try cursor.lsn(bytes)
    let time = Int64(bitPattern: try cursor.uint64(bytes))
    return .commit(commitLSN: commit, endLSN: end, commitTime: time)
  }

  func relation(
    _ cursor: inout Cursor, _ bytes: borrowing Span<UInt8>
  ) throws(DecodeError) -> Relation {
    let oid = try cursor.uint32(bytes)
    let name = try name(&cursor, bytes)
    let identity = try cursor.byte(bytes)
    guard "dnfi".utf8.contains(identity) else {
      throw cursor.error(.unexpectedByte(identity, expected: "d, n, f or i"))
    }
    let count = Int(try cursor.uint16(bytes))
    var columns: [Relation.Column] = []
    for _ in 0..<count {
      let flags = try cursor.byte(bytes)
      guard flags <= 1 else { throw cursor.error(.unexpectedByte(flags, expected: "0 or 1")) }
      let name = try cursor.text(bytes)
      let type = try cursor.uint32(bytes)
      let modifier = Int32(bitPattern: try cursor.uint32(bytes))
      columns.append(
        Relation.Column(
          isKey: flags == 1, name: Identifier(name), typeOID: type, modifier: modifier))
    }
    return Relation(oid: oid, name: name, replicaIdentity: identity, columns: columns)
  }

  /// A name with its schema.
  func name(
    _ cursor: inout Cursor, _ bytes: borrowing Span<UInt8>
  ) throws(DecodeError) -> QualifiedName {
    let schema = try cursor.text(bytes)
    // An empty schema stands for pg_catalog (`logicalrep_write_namespace`).
    return QualifiedName(
      schema: Identifier(schema.isEmpty ? "pg_catalog" : schema),
      name: Identifier(try cursor.text(bytes)))
  }

  func truncate(
    _ cursor: inout Cursor, _ bytes: borrowing Span<UInt8>
  ) throws(DecodeError) -> Message {
    let count = Int(Int32(bitPattern: try cursor.uint32(bytes)))
    let options = try cursor.byte(bytes)
    guard options <= 3 else { throw cursor.error(.unexpectedByte(options, expected: "0 to 3")) }
    guard count >= 0, count <= (bytes.count - cursor.offset) / 4 else {
      throw cursor.error(.impossibleLength(count))
    }
    var relations: [UInt32] = []
    for _ in 0..<count { relations.append(try cursor.uint32(bytes)) }
    return .truncate(
      relations: relations, cascade: options & 1 != 0, restartIdentity: options & 2 != 0)
  }

  func logical(
    _ cursor: inout Cursor, _ bytes: borrowing Span<UInt8>
  ) throws(DecodeError) -> Message {
    let flags = try cursor.byte(bytes)
    guard flags <= 1 else { throw cursor.error(.unexpectedByte(flags, expected: "0 or 1")) }
    let lsn = try cursor.lsn(bytes)
    let prefix = try cursor.text(bytes)
    let count = try cursor.length(bytes)
    let start = cursor.offset
    cursor.offset += count
    return .logical(
      transactional: flags == 1, lsn: lsn, prefix: prefix, start: start, count: count)
  }

  /// The messages that protocol version 2 adds.
  func streaming(
    _ tag: UInt8, _ cursor: inout Cursor, _ bytes: borrowing Span<UInt8>
  ) throws(DecodeError) -> Message {
    switch tag {
    case UInt8(ascii: "S"):
      let xid = try cursor.uint32(bytes)
      let flag = try cursor.byte(bytes)
      guard flag <= 1 else { throw cursor.error(.unexpectedByte(flag, expected: "0 or 1")) }
      return .streamStart(xid: xid, isFirst: flag == 1)
    case UInt8(ascii: "E"): return .streamStop
    case UInt8(ascii: "c"):
      let xid = try cursor.uint32(bytes)
      let flags = try cursor.byte(bytes)
      guard flags == 0 else { throw cursor.error(.unexpectedByte(flags, expected: "0")) }
      let commit = try cursor.lsn(bytes)
      let end = try cursor.lsn(bytes)
      let time = Int64(bitPattern: try cursor.uint64(bytes))
      return .streamCommit(xid: xid, commitLSN: commit, endLSN: end, commitTime: time)
    case UInt8(ascii: "A"):
      let xid = try cursor.uint32(bytes)
      return .streamAbort(xid: xid, subxid: try cursor.uint32(bytes))
    default: throw cursor.error(.unknownTag)
    }
  }
}
