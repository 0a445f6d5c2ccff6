import Catalog
package import Postgres

extension CatalogLook {
  /// Looks, in a transaction of its own; waits for no lock of a table.
  ///
  /// - Parameters:
  ///   - oids: tables that are known.
  ///   - names: names that are streamed.
  ///   - withColumns: whether the columns are read as well.
  ///   - partitions: partitions of an earlier look; nil if partitions are not looked for.
  ///   - session: outside any transaction.
  /// - Throws: the server's error.
  package static func take(
    publication: String, oids: [UInt32], names: [QualifiedName], withColumns: Bool,
    partitions: [Partition]? = nil, over session: borrowing Connection
  ) throws(ServerError) -> CatalogLook {
    var look = CatalogLook()
    look.before = try position(session)
    try session.query("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
    do {
      let version = session.serverVersion
      let publications = try session.query(
        Query.text(PackageResources.identity_publication_sql, version: version), [publication])
      look.readPublication(publications)
      let tables = try session.query(
        Query.text(PackageResources.identity_tables_sql, version: version),
        [
          ArrayLiteral.text(oids.map { String($0) }),
          ArrayLiteral.text(names.map(\.schema.text)), ArrayLiteral.text(names.map(\.name.text)),
          withColumns ? "true" : "false",
        ])
      look.readTables(tables)
      if let partitions {
        look.partitions = try Partition.all(
          under: look.tables.map(\.identity).filter(\.isPartitioned).map(\.oid),
          known: partitions.map(\.oid), over: session)
      }
      // Not of the transaction's snapshot: it is the position of now.
      look.after = try position(session)
      try session.query("COMMIT")
    } catch {
      if !error.connectionLost { _ = try? session.query("ROLLBACK") }
      throw error
    }
    return look
  }

  private static func position(_ session: borrowing Connection) throws(ServerError) -> LSN {
    let rows = try session.query(
      """
      SELECT CASE WHEN pg_catalog.pg_is_in_recovery() THEN pg_catalog.pg_last_wal_replay_lsn()
                  ELSE pg_catalog.pg_current_wal_flush_lsn() END AS lsn
      """)
    return rows.lsn(0, "lsn") ?? .zero
  }

  mutating func readPublication(_ rows: Rows) {
    guard rows.count > 0 else { return }
    var found = PublicationIdentity(row: rows.row(0, "oid", "xmin"))
    found.isForAllTables = rows.bool(0, "puballtables") ?? false
    for row in 0..<rows.count {
      let subject = UInt32(rows[row: row, name: "subject"] ?? "") ?? 0
      let member = rows.row(row, "member_oid", "member_xmin")
      switch rows[row: row, name: "kind"] {
      case "table": found.tables[subject] = member
      case "except": found.excepted[subject] = member
      case "schema": found.schemas[subject] = member
      default: break
      }
    }
    publication = found
  }

  mutating func readTables(_ rows: Rows) {
    for row in 0..<rows.count {
      let names = rows.list(row, "column_names")
      let types = rows.list(row, "column_types")
      let columns = zip(rows.list(row, "column_numbers"), zip(names, types)).compactMap {
        number, rest -> TableIdentity.Column? in
        guard let number = Int(number), let type = UInt32(rest.1) else { return nil }
        return TableIdentity.Column(number: number, name: Identifier(rest.0), type: type)
      }
      var table = Table(
        TableIdentity(
          oid: UInt32(rows[row: row, name: "oid"] ?? "") ?? 0,
          name: rows.name(row, "schema", "name"),
          replicaIdentity: rows[row: row, name: "relreplident"] ?? "",
          isPartitioned: rows.bool(row, "partitioned") ?? false, columns: columns))
      table.ancestors = rows.list(row, "ancestors").compactMap { UInt32($0) }
      table.schemas = rows.list(row, "schemas").compactMap { UInt32($0) }
      tables.append(table)
    }
  }
}

extension Rows {
  fileprivate func row(_ row: Int, _ oid: String, _ xmin: String) -> CatalogRow {
    CatalogRow(
      oid: UInt32(self[row: row, name: oid] ?? "") ?? 0,
      xmin: UInt32(self[row: row, name: xmin] ?? "") ?? 0)
  }
}
