import Postgres

extension CatalogReader {
  /// The columns of the tables in `oids` (an array literal), by table.
  func columns(
    _ oids: String, on connection: borrowing Connection
  ) throws(ServerError) -> [UInt32: [Column]] {
    let rows = try run(PackageResources.columns_sql, [oids], on: connection)
    let used = Set((0..<rows.count).map { rows.oid($0, "atttypid") })
    let types = try types(on: connection, oids: used.sorted())
    var columns: [UInt32: [Column]] = [:]
    for row in 0..<rows.count {
      guard let read = types[rows.oid(row, "atttypid")] else {
        // Types and columns are read in one snapshot; only a damaged catalog gets here.
        throw ServerError(
          sqlstate: "XX000", message: "pg_type has no row for a column's type")
      }
      columns[rows.oid(row, "attrelid"), default: []].append(column(rows, row, read))
    }
    return columns
  }

  private func column(_ rows: Rows, _ row: Int, _ read: ReadType) -> Column {
    var type = read.type
    type.formatted = rows[row: row, name: "formatted"] ?? type.formatted
    if !type.isDomain { type.typmod = Int32(rows.int(row, "atttypmod") ?? -1) }
    return Column(
      number: rows.int(row, "attnum") ?? 0,
      name: rows.identifier(row, "attname"),
      type: type,
      isNotNull: rows.bool(row, "not_null") ?? false || read.isNotNull,
      hasDefault: rows.bool(row, "atthasdef") ?? false,
      identity: rows[row: row, name: "attidentity"].flatMap(Column.Identity.init),
      generated: rows[row: row, name: "attgenerated"].flatMap(Column.Generation.init),
      primaryKeyPosition: rows.int(row, "pk_place"),
      replicaIdentityPosition: rows.int(row, "identity_place"),
      comment: rows[row: row, name: "comment"],
      canSelect: rows.bool(row, "can_select") ?? false)
  }
}
