package import Postgres

/// A message of the pgoutput plugin, protocol version 1 or 2 (PostgreSQL documentation, "Logical
/// Replication Message Formats").
///
/// Rows are not in here: the decoder keeps them in its two tuples, which it uses again for the
/// next message, so that a row costs no allocation.
package enum Message: Sendable, Equatable {
  /// A transaction begins; `commitLSN` is the position of its commit record, `commitTime` is in
  /// microseconds since 2000-01-01 UTC.
  case begin(commitLSN: LSN, commitTime: Int64, xid: UInt32)
  /// It ends; `endLSN` is the position to confirm.
  case commit(commitLSN: LSN, endLSN: LSN, commitTime: Int64)
  case origin(lsn: LSN, name: String)
  case relation(Relation)
  /// What a type is called that PostgreSQL does not bring itself; for a domain, its base type.
  case type(oid: UInt32, name: QualifiedName)
  /// The row is in `newTuple`.
  case insert(relation: UInt32)
  /// The row is in `newTuple`; with `old` other than none, the old one in `oldTuple`.
  case update(relation: UInt32, old: OldRow)
  /// The old row is in `oldTuple`.
  case delete(relation: UInt32, old: OldRow)
  case truncate(relations: [UInt32], cascade: Bool, restartIdentity: Bool)
  /// Something written by `pg_logical_emit_message`; its content is at the given place.
  case logical(transactional: Bool, lsn: LSN, prefix: String, start: Int, count: Int)
  /// Version 2: a block of changes of a transaction that has not ended yet begins; `isFirst` says
  /// that it is the transaction's first one.
  case streamStart(xid: UInt32, isFirst: Bool)
  /// Version 2: the block ends.
  case streamStop
  /// Version 2: the transaction that came in blocks commits; the fields are those of `begin` and
  /// `commit`.
  case streamCommit(xid: UInt32, commitLSN: LSN, endLSN: LSN, commitTime: Int64)
  /// Version 2: a subtransaction of a transaction that comes in blocks is rolled back; the whole
  /// transaction where both are the same.
  case streamAbort(xid: UInt32, subxid: UInt32)

  /// What the server sent of the old row.
  package enum OldRow: Sendable, Equatable {
    case none
    /// The columns of the replica identity; the others are null in the tuple.
    case key
    /// Every column (REPLICA IDENTITY FULL).
    case full
  }
}
