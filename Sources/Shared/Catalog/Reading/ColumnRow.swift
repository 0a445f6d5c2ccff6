import Postgres

/// The places of the columns of `columns.sql` in its rows: looked up once, as there can be very
/// many rows.
struct ColumnRow {
  private let rows: Rows
  private let attrelid, attnum, attname, atttypid, atttypmod, formatted, notNull, hasDefault: Int
  private let identity, generated, pkPlace, identityPlace, comment, canSelect: Int
  /// Only the information schema says it of a column; in the catalog it follows from the type.
  private let dataType: Int?

  init(_ rows: Rows) {
    self.rows = rows
    attrelid = rows.place(of: "attrelid")
    attnum = rows.place(of: "attnum")
    attname = rows.place(of: "attname")
    atttypid = rows.place(of: "atttypid")
    atttypmod = rows.place(of: "atttypmod")
    formatted = rows.place(of: "formatted")
    notNull = rows.place(of: "not_null")
    hasDefault = rows.place(of: "atthasdef")
    identity = rows.place(of: "attidentity")
    generated = rows.place(of: "attgenerated")
    pkPlace = rows.place(of: "pk_place")
    identityPlace = rows.place(of: "identity_place")
    comment = rows.place(of: "comment")
    canSelect = rows.place(of: "can_select")
    dataType = rows.columns.contains("data_type") ? rows.place(of: "data_type") : nil
  }

  /// The table's OID.
  func table(_ row: Int) -> UInt32 { oid(row, attrelid) }

  /// The type's OID.
  func type(_ row: Int) -> UInt32 { oid(row, atttypid) }

  /// The column; nil if its type was not read.
  func column(_ row: Int, _ types: inout TypeCache) -> Column? {
    let use = TypeCache.Use(
      oid: type(row), typmod: rows[row: row, index: atttypmod].flatMap { Int32($0) } ?? -1,
      dataType: dataType.flatMap { rows[row: row, index: $0] })
    guard let known = types.type(of: use, formatted: rows[row: row, index: formatted]) else {
      return nil
    }
    return Column(
      number: int(row, attnum) ?? 0, name: Identifier(rows[row: row, index: attname] ?? ""),
      sharing: known.type, isNotNull: bool(row, notNull) || known.isNotNull,
      hasDefault: bool(row, hasDefault),
      identity: rows[row: row, index: identity].flatMap(Column.Identity.init),
      generated: rows[row: row, index: generated].flatMap(Column.Generation.init),
      primaryKeyPosition: int(row, pkPlace), replicaIdentityPosition: int(row, identityPlace),
      comment: rows[row: row, index: comment], canSelect: bool(row, canSelect))
  }

  private func oid(_ row: Int, _ place: Int) -> UInt32 {
    rows[row: row, index: place].flatMap { UInt32($0) } ?? 0
  }

  private func int(_ row: Int, _ place: Int) -> Int? {
    rows[row: row, index: place].flatMap { Int($0) }
  }

  private func bool(_ row: Int, _ place: Int) -> Bool { rows[row: row, index: place] == "t" }
}
