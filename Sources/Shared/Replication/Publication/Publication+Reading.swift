import Catalog
package import Postgres

extension Publication {
  /// Returns the statement that reads a publication and what it publishes.
  ///
  /// - Parameter slot: the slot whose horizon its age is compared with; nil for none.
  package static func statement(
    named name: String, slot: String?, version: Int
  ) -> Connection.Statement {
    Connection.Statement(
      Query.text(PackageResources.publication_sql, version: version), [name, slot])
  }

  /// Returns the statement that reads what a publication says of single tables.
  package static func membersStatement(named name: String, version: Int) -> Connection.Statement {
    Connection.Statement(
      Query.text(PackageResources.publication_members_sql, version: version), [name])
  }

  /// Reads a publication from the server.
  ///
  /// - Returns: nil where there is no publication of that name.
  package static func named(
    _ name: String, over session: borrowing Connection
  ) throws(ServerError) -> Publication? {
    let version = session.serverVersion
    let rows = try session.query(statement(named: name, slot: nil, version: version))
    var publication = Publication(rows)
    publication?.readMembers(
      try session.query(membersStatement(named: name, version: version)))
    return publication
  }

  /// Reads the rows of `statement`; nil where there are none.
  package init?(_ rows: Rows) {
    guard rows.count > 0 else { return nil }
    self.init()
    oid = rows[row: 0, name: "oid"].flatMap { UInt32($0) }
    owner = rows[row: 0, name: "owner"] ?? ""
    isOwner = rows.bool(0, "is_owner") ?? false
    isForAllTables = rows.bool(0, "puballtables") ?? false
    isForSchemas = rows.bool(0, "schemas") ?? false
    isEmpty = rows.bool(0, "empty") ?? false
    isViaRoot = rows.flag(0, "pubviaroot") ?? false
    generatedColumns = rows[row: 0, name: "pubgencols"].map { $0 == "s" ? "stored" : "none" }
    isNewerThanSlot = rows.bool(0, "newer") ?? false
    for (column, operation) in [
      ("pubinsert", "insert"), ("pubupdate", "update"), ("pubdelete", "delete"),
    ] where rows.bool(0, column) == false {
      missingOperations.append(operation)
    }
    if rows.flag(0, "pubtruncate") == false { missingOperations.append("truncate") }
    for row in 0..<rows.count where rows[row: row, name: "tablename"] != nil {
      tables[rows.name(row, "schemaname", "tablename")] = Entry(
        columns: rows.list(row, "columns").map { Identifier($0) },
        rowFilter: rows[row: row, name: "row_filter"])
    }
  }

  /// Takes the rows of `membersStatement`.
  package mutating func readMembers(_ rows: Rows) {
    for row in 0..<rows.count {
      members[rows.name(row)] = Member(
        columns: rows.list(row, "columns").map { Identifier($0) },
        rowFilter: rows[row: row, name: "row_filter"],
        filterColumns: rows.list(row, "filter_columns").map { Identifier($0) })
    }
  }
}
