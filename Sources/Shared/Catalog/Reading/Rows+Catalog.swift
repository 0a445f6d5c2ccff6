import Postgres

/// The kinds of value that `pg_catalog` has.
extension Rows {
  /// An OID; 0 (`InvalidOid`) for NULL.
  func oid(_ row: Int, _ name: String) -> UInt32 {
    self[row: row, name: name].flatMap { UInt32($0) } ?? 0
  }

  /// A name.
  func identifier(_ row: Int, _ name: String) -> Identifier {
    Identifier(self[row: row, name: name] ?? "")
  }

  /// A value of the type `"char"`; 0 for NULL.
  func byte(_ row: Int, _ name: String) -> UInt8 { self[row: row, name: name]?.utf8.first ?? 0 }

  /// A type from three columns, and the extension that it belongs to from a fourth one.
  func typeName(
    _ row: Int, _ oid: String, _ schema: String, _ name: String, extension owner: String? = nil
  ) -> TypeName {
    TypeName(
      oid: self.oid(row, oid), schema: identifier(row, schema), name: identifier(row, name),
      extension: owner.flatMap { self[row: row, name: $0] }.map { Identifier($0) })
  }
}
