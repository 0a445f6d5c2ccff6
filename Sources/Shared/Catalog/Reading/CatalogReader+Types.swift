import Postgres

extension CatalogReader {
  /// The types of these OIDs, unwrapped, with the labels of the enums among them.
  func types(
    on connection: borrowing Connection, oids: [UInt32]
  ) throws(ServerError) -> [UInt32: ReadType] {
    guard !oids.isEmpty else { return [:] }
    let rows = try run(
      PackageResources.types_sql, [ArrayLiteral.text(oids.map { String($0) })], on: connection)
    var types: [UInt32: ReadType] = [:]
    for row in 0..<rows.count {
      let own = rows.typeName(row, "oid", "nspname", "typname")
      types[own.oid] = ReadType(
        type: DataType(
          own: own,
          formatted: rows[row: row, name: "formatted"] ?? own.name.text,
          informationSchemaName: rows[row: row, name: "data_type"] ?? "",
          base: rows.typeName(
            row, "base_oid", "base_schema", "base_name", extension: "base_extension"),
          baseKind: rows.byte(row, "base_kind"),
          typmod: Int32(rows.int(row, "typmod") ?? -1),
          element: element(rows, row)),
        isNotNull: rows.bool(row, "not_null") ?? false)
    }
    try addLabels(to: &types, on: connection)
    return types
  }

  private func element(_ rows: Rows, _ row: Int) -> DataType.Element? {
    guard rows[row: row, name: "element_oid"] != nil else { return nil }
    return DataType.Element(
      own: rows.typeName(row, "element_oid", "element_schema", "element_name"),
      kind: rows.byte(row, "element_kind"),
      base: rows.typeName(
        row, "element_base_oid", "element_base_schema", "element_base_name"),
      baseKind: rows.byte(row, "element_base_kind"),
      delimiter: rows.byte(row, "element_delimiter"))
  }

  private func addLabels(
    to types: inout [UInt32: ReadType], on connection: borrowing Connection
  ) throws(ServerError) {
    let enums = types.mapValues { Self.enumType(of: $0.type) }.compactMapValues { $0 }
    guard !enums.isEmpty else { return }
    let oids = Set(enums.values).sorted().map { String($0) }
    let rows = try run(PackageResources.enums_sql, [ArrayLiteral.text(oids)], on: connection)
    var labels: [UInt32: [String]] = [:]
    for row in 0..<rows.count {
      labels[rows.oid(row, "enumtypid")] = (rows.texts(row, "labels") ?? []).compactMap { $0 }
    }
    for (oid, enumType) in enums { types[oid]?.type.enumLabels = labels[enumType] ?? [] }
  }

  /// The enum that the type is, or that its elements are, below all domains.
  private static func enumType(of type: DataType) -> UInt32? {
    let kind = UInt8(ascii: "e")
    if type.baseKind == kind { return type.base.oid }
    return type.element.flatMap { $0.baseKind == kind ? $0.base.oid : nil }
  }
}
