import Postgres

extension CatalogReader {
  /// The types with these OIDs; those that do not exist are left out.
  func types(
    on session: borrowing Connection, oids: [UInt32]
  ) throws(ServerError) -> [UInt32: FoundType] {
    guard !oids.isEmpty else { return [:] }
    let rows = try session.query(SQL.types, [ArrayLiteral.text(oids.map { String($0) })])
    var result: [UInt32: FoundType] = [:]
    for row in 0..<rows.count {
      guard let own = Self.name(rows, row, "oid", "nspname", "typname"),
        let base = Self.name(rows, row, "base_oid", "base_schema", "base_name")
      else { continue }
      let labels = (rows.texts(row, "labels") ?? []).compactMap { $0 }
      let type = DataType(
        own: own, formatted: rows[row: row, name: "formatted"] ?? own.name.text,
        informationSchemaName: rows[row: row, name: "is_data_type"] ?? "", base: base,
        baseKind: Self.byte(rows, row, "base_kind"),
        typmod: Int32(rows.int(row, "domain_typmod") ?? -1), element: Self.element(rows, row),
        enumLabels: labels)
      result[own.oid] = FoundType(type: type, isNotNull: rows.bool(row, "not_null") ?? false)
    }
    return result
  }

  private static func element(_ rows: Rows, _ row: Int) -> DataType.Element? {
    guard let own = name(rows, row, "elem_oid", "elem_schema", "elem_name") else { return nil }
    let base = name(rows, row, "elem_base_oid", "elem_base_schema", "elem_base_name") ?? own
    return DataType.Element(
      own: own, kind: byte(rows, row, "elem_kind"), base: base,
      baseKind: byte(rows, row, "elem_base_kind"), delimiter: byte(rows, row, "elem_delimiter"))
  }

  private static func name(
    _ rows: Rows, _ row: Int, _ oid: String, _ schema: String, _ name: String
  ) -> TypeName? {
    guard let number = rows[row: row, name: oid].flatMap({ UInt32($0) }),
      let schemaName = rows[row: row, name: schema], let typeName = rows[row: row, name: name]
    else { return nil }
    return TypeName(oid: number, schema: Identifier(schemaName), name: Identifier(typeName))
  }

  private static func byte(_ rows: Rows, _ row: Int, _ name: String) -> UInt8 {
    rows[row: row, name: name]?.utf8.first ?? 0
  }
}
