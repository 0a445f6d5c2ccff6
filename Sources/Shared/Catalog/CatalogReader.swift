import Postgres

/// Runs the catalog queries and joins their rows: relations, their columns, the types of these.
struct CatalogReader {
  /// Every relation that matches, with its columns.
  func tables(
    on session: borrowing Connection, schemas: [Identifier]?, names: [QualifiedName]?
  ) throws(ServerError) -> [Table] {
    let rows = try session.query(
      SQL.relations,
      [
        schemas.map { ArrayLiteral.text($0.map(\.text)) },
        names.map { ArrayLiteral.text($0.map(\.schema.text)) },
        names.map { ArrayLiteral.text($0.map(\.name.text)) },
      ])
    var tables: [Table] = []
    tables.reserveCapacity(rows.count)
    for row in 0..<rows.count { tables.append(Self.table(rows, row)) }
    let oids = ArrayLiteral.text(tables.map { String($0.oid) })
    let columns = try self.columns(on: session, oids)
    let keys = try uniqueKeys(on: session, oids)
    for index in tables.indices {
      tables[index].columns = columns[tables[index].oid] ?? []
      tables[index].uniqueKeys = keys[tables[index].oid] ?? []
    }
    return tables
  }

  private static func table(_ rows: Rows, _ row: Int) -> Table {
    func text(_ name: String) -> String { rows[row: row, name: name] ?? "" }
    func flag(_ name: String) -> Bool { rows.bool(row, name) ?? false }
    var table = Table(
      oid: UInt32(text("oid")) ?? 0,
      name: QualifiedName(schema: Identifier(text("nspname")), name: Identifier(text("relname"))),
      kind: Table.Kind(rawValue: text("relkind")) ?? .table,
      persistence: Table.Persistence(rawValue: text("relpersistence")) ?? .permanent,
      replicaIdentity: ReplicaIdentity(rawValue: text("relreplident")) ?? .nothing,
      owner: Identifier(text("owner")))
    table.isPartition = flag("relispartition")
    if let oid = UInt32(text("root_oid")) {
      table.root = Table.Parent(
        oid: oid,
        name: QualifiedName(
          schema: Identifier(text("root_schema")), name: Identifier(text("root_name"))))
    }
    table.parents = parents(rows, row)
    table.replicaIdentityIndex = rows[row: row, name: "identity_index"].map { Identifier($0) }
    table.hasImmediatePrimaryKey = flag("immediate_primary_key")
    table.isOwner = flag("is_owner")
    table.estimatedRows = rows.int(row, "est_rows")
    table.estimatedBytes = rows.int(row, "est_bytes") ?? 0
    table.comment = rows[row: row, name: "comment"]
    table.hasSchemaUsage = flag("schema_usage")
    table.canSelect = flag("can_select")
    table.rowSecurity = flag("relrowsecurity")
    table.forcesRowSecurity = flag("relforcerowsecurity")
    table.extension = rows[row: row, name: "extension"].map { Identifier($0) }
    return table
  }

  private static func parents(_ rows: Rows, _ row: Int) -> [Table.Parent] {
    let oids = rows.texts(row, "parent_oids") ?? []
    let schemas = rows.texts(row, "parent_schemas") ?? []
    let names = rows.texts(row, "parent_names") ?? []
    guard oids.count == schemas.count, oids.count == names.count else { return [] }
    return oids.indices.compactMap { index in
      guard let oid = oids[index].flatMap({ UInt32($0) }), let schema = schemas[index],
        let name = names[index]
      else { return nil }
      return Table.Parent(
        oid: oid, name: QualifiedName(schema: Identifier(schema), name: Identifier(name)))
    }
  }

  private func columns(
    on session: borrowing Connection, _ oids: String
  ) throws(ServerError) -> [UInt32: [Column]] {
    let rows = try session.query(SQL.columns, [oids])
    let typePlace = rows.place(of: "atttypid")
    var used: Set<UInt32> = []
    for row in 0..<rows.count {
      if let oid = rows[row: row, index: typePlace].flatMap({ UInt32($0) }) { used.insert(oid) }
    }
    let types = try self.types(on: session, oids: used.sorted())
    var result: [UInt32: [Column]] = [:]
    for row in 0..<rows.count {
      guard let relation = rows[row: row, name: "attrelid"].flatMap({ UInt32($0) }),
        let oid = rows[row: row, index: typePlace].flatMap({ UInt32($0) }),
        let found = types[oid]
      else { continue }
      result[relation, default: []].append(Self.column(rows, row, found))
    }
    return result
  }

  private static func column(_ rows: Rows, _ row: Int, _ found: FoundType) -> Column {
    var type = found.type
    type.formatted = rows[row: row, name: "formatted"] ?? type.formatted
    // The column's own modifier counts unless a domain lies in between.
    if !type.isDomain { type.typmod = Int32(rows.int(row, "atttypmod") ?? -1) }
    return Column(
      number: rows.int(row, "attnum") ?? 0,
      name: Identifier(rows[row: row, name: "attname"] ?? ""), type: type,
      isNotNull: (rows.bool(row, "attnotnull") ?? false) || found.isNotNull,
      hasDefault: rows.bool(row, "atthasdef") ?? false,
      identity: Column.Identity(rawValue: rows[row: row, name: "attidentity"] ?? ""),
      generated: Column.Generation(rawValue: rows[row: row, name: "attgenerated"] ?? ""),
      primaryKeyPosition: rows.int(row, "pk_ord"),
      replicaIdentityPosition: rows.int(row, "ri_ord"),
      comment: rows[row: row, name: "comment"], canSelect: rows.bool(row, "can_select") ?? false)
  }

  private func uniqueKeys(
    on session: borrowing Connection, _ oids: String
  ) throws(ServerError) -> [UInt32: [UniqueKey]] {
    let rows = try session.query(SQL.uniqueKeys, [oids])
    var result: [UInt32: [UniqueKey]] = [:]
    for row in 0..<rows.count {
      guard let relation = rows[row: row, name: "indrelid"].flatMap({ UInt32($0) }) else {
        continue
      }
      let columns = (rows.texts(row, "columns") ?? []).compactMap { column in
        column.map { Identifier($0) }
      }
      result[relation, default: []].append(
        UniqueKey(index: Identifier(rows[row: row, name: "index_name"] ?? ""), columns: columns))
    }
    return result
  }
}
