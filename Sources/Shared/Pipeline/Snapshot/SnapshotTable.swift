package import Events
package import Postgres

/// One table of a snapshot: the statement that reads it and the encoder of its rows.
package struct SnapshotTable: Sendable {
  package let stream: String
  let name: QualifiedName
  package let statement: String
  /// Locks the table, with its partitions, against everything that rewrites or replaces it.
  let lock: String
  /// The parameters of `changed`.
  let identity: [String?]
  package let encoder: EventEncoder

  /// Returns a row if the table's name ($2) is not that of the OID ($1), or if it, or with $3 one of
  /// its partitions, has another file than the snapshot's catalog says: that catalog is of the
  /// snapshot, the functions look at the present.
  static let changed = """
    WITH RECURSIVE tree(oid) AS (
      SELECT $1::oid
      UNION ALL
      SELECT i.inhrelid FROM tree JOIN pg_catalog.pg_inherits i ON i.inhparent = tree.oid
       WHERE $3::bool
    )
    SELECT 1 WHERE pg_catalog.to_regclass($2::text)::oid IS DISTINCT FROM $1::oid
    UNION ALL
    SELECT 1 FROM tree JOIN pg_catalog.pg_class c USING (oid)
     WHERE c.relkind = 'r' AND c.relfilenode IS DISTINCT FROM pg_catalog.pg_relation_filenode(c.oid)
    """

  /// - Parameters:
  ///   - columns: in the order of the rows.
  ///   - isPlain: whether it is an ordinary table; a partitioned one has no rows of its own.
  ///   - hasGenerated: whether a column of them is generated.
  ///   - filter: the publication's row filter, which the stream obeys too.
  package init(
    stream: String, table: QualifiedName, oid: UInt32, columns: [Identifier], isPlain: Bool,
    hasGenerated: Bool, filter: String?,
    encoder: EventEncoder
  ) {
    self.stream = stream
    name = table
    self.encoder = encoder
    let list = columns.map(\.quoted).joined(separator: ", ")
    // LOCK TABLE needs SELECT on the whole table; a query locks it with that on its columns.
    lock = "SELECT \(list) FROM \(isPlain ? "ONLY " : "")\(table.quoted) LIMIT 0"
    identity = ["\(oid)", table.quoted, isPlain ? "false" : "true"]
    // COPY of a table refuses generated columns.
    if isPlain && filter == nil && !hasGenerated {
      // COPY of a table reads that table alone, as the stream names inheritance children apart.
      statement = "COPY \(table.quoted) (\(list)) TO STDOUT"
    } else {
      let only = isPlain ? "ONLY " : ""
      let condition = filter.map { " WHERE \($0)" } ?? ""
      statement = "COPY (SELECT \(list) FROM \(only)\(table.quoted)\(condition)) TO STDOUT"
    }
  }
}
