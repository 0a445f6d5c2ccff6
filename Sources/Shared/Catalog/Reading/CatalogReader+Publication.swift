import Postgres

extension CatalogReader {
  /// The publication of that name, and the names of all.
  func publication(
    _ name: Identifier, among tables: [Table], on connection: borrowing Connection
  ) throws(ServerError) -> (found: PublishedTables?, names: [Identifier]) {
    guard serverVersion >= 100_000 else { return (nil, []) }
    let rows = try run(PackageResources.publications_sql, [], on: connection)
    let names = (0..<rows.count).map { rows.identifier($0, "pubname") }
    guard let row = names.firstIndex(of: name) else { return (nil, names) }
    var declaration = PublishedTables.Declaration(
      name: name, isForAllTables: rows.bool(row, "puballtables") ?? false,
      viaRoot: rows.bool(row, "pubviaroot") ?? false)
    declaration.publishesStored = rows.bool(row, "stored") ?? false
    let oid = rows[row: row, name: "oid"]
    let members = try run(PackageResources.publication_tables_sql, [oid], on: connection)
    for row in 0..<members.count {
      if members.bool(row, "excepted") == true {
        declaration.excepted.insert(members.oid(row, "oid"))
        continue
      }
      let columns = members[row: row, name: "columns"].map { list in
        Set(list.split(separator: " ").compactMap { Int($0) })
      }
      declaration.tables[members.oid(row, "oid")] = PublishedTables.Member(
        columns: columns,
        filter: members.bool(row, "has_filter") ?? false ? "some; its table is locked" : nil)
    }
    if serverVersion >= 150_000 {
      let schemas = try run(PackageResources.publication_schemas_sql, [oid], on: connection)
      declaration.schemas = Set((0..<schemas.count).map { schemas.identifier($0, "nspname") })
      if declaration.tables.values.contains(where: { $0.filter != nil }) {
        try addFilters(to: &declaration, oid, on: connection)
      }
    }
    return (PublishedTables(declaration, among: tables), names)
  }

  /// Adds the texts of row filters, unless a lock blocks that.
  private func addFilters(
    to declaration: inout PublishedTables.Declaration, _ oid: String?,
    on connection: borrowing Connection
  ) throws(ServerError) {
    try connection.script("SAVEPOINT filters; SET LOCAL lock_timeout = '100ms'")
    do {
      let rows = try run(PackageResources.publication_filters_sql, [oid], on: connection)
      for row in 0..<rows.count {
        declaration.tables[rows.oid(row, "oid")]?.filter = rows[row: row, name: "filter"]
      }
    } catch {
      guard error.sqlstate == "55P03" else { throw error }
    }
    try connection.script("ROLLBACK TO SAVEPOINT filters")
  }
}
