import Postgres

extension CatalogReader {
  /// Adds the columns and unique keys of the tables at `places`.
  func addColumns(
    to tables: inout [Table], at places: ArraySlice<Int>, _ types: inout TypeCache,
    on connection: borrowing Connection
  ) throws(ServerError) {
    let oids = ArrayLiteral.text(places.map { String(tables[$0].oid) })
    var columns = try columns(oids, &types, on: connection)
    var keys = try uniqueKeys(oids, on: connection)
    for place in places {
      tables[place].columns = columns.removeValue(forKey: tables[place].oid) ?? []
      tables[place].uniqueKeys = keys.removeValue(forKey: tables[place].oid) ?? []
    }
  }

  /// The columns of the tables in `oids` (an array literal), by table.
  private func columns(
    _ oids: String, _ types: inout TypeCache, on connection: borrowing Connection
  ) throws(ServerError) -> [UInt32: [Column]] {
    let rows = try run(
      source == .catalog
        ? PackageResources.columns_sql : PackageResources.columns_information_schema_sql,
      [oids], on: connection)
    let row = ColumnRow(rows)
    let new = Set((0..<rows.count).map(row.type)).filter { types.read[$0] == nil }
    types.read.merge(try self.types(on: connection, oids: new.sorted())) { $1 }
    var columns: [UInt32: [Column]] = [:]
    for number in 0..<rows.count {
      guard let column = row.column(number, &types) else {
        // Types and columns are read in one snapshot; only a damaged catalog gets here.
        throw ServerError(
          sqlstate: "XX000", message: "pg_type has no row for a column's type")
      }
      columns[row.table(number), default: []].append(column)
    }
    return columns
  }

  private func uniqueKeys(
    _ oids: String, on connection: borrowing Connection
  ) throws(ServerError) -> [UInt32: [UniqueKey]] {
    let rows = try run(PackageResources.unique_keys_sql, [oids], on: connection)
    var keys: [UInt32: [UniqueKey]] = [:]
    for row in 0..<rows.count {
      let columns = (rows.texts(row, "columns") ?? []).compactMap { $0 }.map { Identifier($0) }
      keys[rows.oid(row, "indrelid"), default: []].append(
        UniqueKey(index: rows.identifier(row, "index_name"), columns: columns))
    }
    return keys
  }
}
