import Postgres

extension FactQuery {
  /// The publication and its tables.
  static func publication(_ version: Int, _ name: String, slot: String?) -> FactQuery {
    FactQuery(.publication, PackageResources.publication_sql, version: version, [name, slot]) {
      rows, facts in
      guard rows.count > 0 else { return }
      var publication = PublicationFacts()
      publication.oid = rows[row: 0, name: "oid"].flatMap { UInt32($0) }
      publication.owner = rows[row: 0, name: "owner"] ?? ""
      publication.isOwner = rows.bool(0, "is_owner") ?? false
      publication.isForAllTables = rows.bool(0, "puballtables") ?? false
      publication.isForSchemas = rows.bool(0, "schemas") ?? false
      publication.isEmpty = rows.bool(0, "empty") ?? false
      publication.isViaRoot = rows[row: 0, name: "pubviaroot"] == "true"
      publication.generatedColumns = rows[row: 0, name: "pubgencols"].map {
        $0 == "s" ? "stored" : "none"
      }
      publication.isNewerThanSlot = rows.bool(0, "newer") ?? false
      for (column, operation) in [
        ("pubinsert", "insert"), ("pubupdate", "update"), ("pubdelete", "delete"),
      ] where rows.bool(0, column) == false {
        publication.missingOperations.append(operation)
      }
      if rows[row: 0, name: "pubtruncate"] == "false" {
        publication.missingOperations.append("truncate")
      }
      for row in 0..<rows.count where rows[row: row, name: "tablename"] != nil {
        publication.tables[rows.name(row, "schemaname", "tablename")] = PublicationFacts.Entry(
          columns: rows.list(row, "columns").map { Identifier($0) },
          rowFilter: rows[row: row, name: "row_filter"])
      }
      facts.publication = publication
    }
  }

  /// What the publication says of single tables; to be read after the publication.
  static func members(_ version: Int, _ name: String) -> FactQuery {
    FactQuery(.members, PackageResources.members_sql, version: version, [name]) { rows, facts in
      for row in 0..<rows.count {
        facts.publication?.members[rows.name(row)] = PublicationFacts.Member(
          columns: rows.list(row, "columns").map { Identifier($0) },
          rowFilter: rows[row: row, name: "row_filter"],
          filterColumns: rows.list(row, "filter_columns").map { Identifier($0) })
      }
    }
  }
}
