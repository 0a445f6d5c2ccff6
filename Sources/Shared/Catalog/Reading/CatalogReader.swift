import Postgres

/// Puts the answers of the statements in `Queries` together.
struct CatalogReader {
  let serverVersion: Int
  var source = Introspection.Source.catalog

  /// A type with what only its use as a column needs.
  struct ReadType {
    var type: DataType
    /// Whether a domain in its chain is NOT NULL.
    var isNotNull: Bool
  }

  /// Runs one of the statements, fitted to the server.
  func run(
    _ file: [UInt8], _ arguments: [String?], on connection: borrowing Connection
  ) throws(ServerError) -> Rows {
    try connection.query(Query.text(file, version: serverVersion), arguments)
  }

  /// The tables with everything `Table` has.
  func tables(
    on connection: borrowing Connection, schemas: [Identifier]?, names: [QualifiedName]?
  ) throws(ServerError) -> [Table] {
    var tables = try relations(on: connection, schemas: schemas, names: names)
    try addParents(to: &tables, on: connection)
    let places = tables.indices.filter {
      tables[$0].kind == .table || tables[$0].kind == .partitioned
    }
    // The catalog answers for some tables at a time, so that its answers need little memory; the
    // information schema's views are computed whole whatever is asked for.
    let step = source == .catalog ? 1_000 : max(1, places.count)
    var types = TypeCache()
    for start in stride(from: 0, to: places.count, by: step) {
      let end = min(start + step, places.count)
      try addColumns(to: &tables, at: places[start..<end], &types, on: connection)
    }
    return tables
  }

  private func relations(
    on connection: borrowing Connection, schemas: [Identifier]?, names: [QualifiedName]?
  ) throws(ServerError) -> [Table] {
    let rows = try run(
      PackageResources.tables_sql,
      [
        schemas.map { ArrayLiteral.text($0.map(\.text)) },
        names.map { ArrayLiteral.text($0.map(\.schema.text)) },
        names.map { ArrayLiteral.text($0.map(\.name.text)) },
      ], on: connection)
    return (0..<rows.count).map { row in
      var table = Table(
        oid: rows.oid(row, "oid"),
        name: QualifiedName(
          schema: rows.identifier(row, "nspname"), name: rows.identifier(row, "relname")),
        kind: rows[row: row, name: "relkind"].flatMap(Table.Kind.init) ?? .table,
        persistence: rows[row: row, name: "relpersistence"].flatMap(Table.Persistence.init)
          ?? .permanent,
        replicaIdentity: rows[row: row, name: "relreplident"].flatMap(ReplicaIdentity.init)
          ?? .default,
        owner: rows.identifier(row, "owner"))
      table.isPartition = rows.bool(row, "relispartition") ?? false
      table.replicaIdentityIndex = rows[row: row, name: "identity_index"].map { Identifier($0) }
      table.hasImmediatePrimaryKey = rows.bool(row, "immediate_pk") ?? false
      table.isOwner = rows.bool(row, "is_owner") ?? false
      table.estimatedRows = rows.int(row, "estimated_rows")
      table.estimatedBytes = rows.int(row, "estimated_bytes") ?? 0
      table.comment = rows[row: row, name: "comment"]
      table.hasSchemaUsage = rows.bool(row, "schema_usage") ?? false
      table.canSelect = rows.bool(row, "can_select") ?? false
      table.rowSecurity = rows.bool(row, "relrowsecurity") ?? false
      table.forcesRowSecurity = rows.bool(row, "relforcerowsecurity") ?? false
      table.extension = rows[row: row, name: "extension"].map { Identifier($0) }
      return table
    }
  }

  private func addParents(
    to tables: inout [Table], on connection: borrowing Connection
  ) throws(ServerError) {
    let rows = try run(PackageResources.parents_sql, [], on: connection)
    var parents: [UInt32: [Table.Parent]] = [:]
    for row in 0..<rows.count {
      let name = QualifiedName(
        schema: rows.identifier(row, "nspname"), name: rows.identifier(row, "relname"))
      parents[rows.oid(row, "child"), default: []].append(
        Table.Parent(oid: rows.oid(row, "parent"), name: name))
    }
    for place in tables.indices {
      guard let direct = parents[tables[place].oid] else { continue }
      tables[place].parents = direct
      guard tables[place].isPartition, var root = direct.first else { continue }
      // A partition has one parent, so this is a walk up a tree.
      while let next = parents[root.oid]?.first { root = next }
      tables[place].root = root
    }
  }
}
