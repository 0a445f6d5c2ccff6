import Catalog
import Postgres
import Settings

/// Columns of related types with values as PostgreSQL writes them.
struct Family: Sendable {
  let name: String
  let columns: [Column]

  struct Column: Sendable {
    var databrewType: DatabrewType
    var oid: Int32
    var typeName: String
    /// Name and OID of an array's element.
    var element: (oid: UInt32, name: String)?
    var value: String
  }

  /// The type as the catalog would describe it.
  func type(_ oid: UInt32) -> DataType? {
    guard let column = columns.first(where: { UInt32($0.oid) == oid }) else { return nil }
    func named(_ oid: UInt32, _ name: String) -> TypeName {
      TypeName(oid: oid, schema: "pg_catalog", name: Identifier(name))
    }
    let own = named(oid, column.typeName)
    var type = DataType(
      own: own, formatted: column.typeName, informationSchemaName: column.typeName, base: own,
      baseKind: UInt8(ascii: "b"))
    if let element = column.element {
      let item = named(element.oid, element.name)
      type.element = DataType.Element(
        own: item, kind: UInt8(ascii: "b"), base: item, baseKind: UInt8(ascii: "b"))
    }
    return type
  }

  private init(_ name: String, _ columns: [(DatabrewType, Int32, String, String)]) {
    let elements: [String: (UInt32, String)] = [
      "_int4": (23, "int4"), "_text": (25, "text"), "_float8": (701, "float8"),
    ]
    self.name = name
    self.columns = columns.map { type, oid, typeName, value in
      Column(
        databrewType: type, oid: oid, typeName: typeName, element: elements[typeName],
        value: value)
    }
  }

  /// Ten columns as in the workloads of scripts/bench.
  static let mixed = Family(
    "mixed",
    [
      (.int64, 20, "int8", "1234567"), (.int32, 23, "int4", "567"),
      (.string, 1700, "numeric", "345.67"),
      (.string, 25, "text", "A title with a \"quoted\" word, number 1234567 of many rows"),
      (.string, 1043, "varchar", "SKU-4567"),
      (.string, 1184, "timestamptz", "2026-01-15 07:58:21.701+00"), (.boolean, 16, "bool", "t"),
      (.uuid, 2950, "uuid", "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11"),
      (.json, 3802, "jsonb", "{\"n\": 1234567, \"size\": 17, \"tags\": [\"a\", \"b\"]}"),
      (.float64, 701, "float8", "176366.7142857143"),
    ])

  static let all: [Family] = [
    mixed,
    Family(
      "ints",
      [
        (.int16, 21, "int2", "-321"), (.int32, 23, "int4", "1234567"),
        (.int64, 20, "int8", "-9223372036854775808"), (.uint64, 5069, "xid8", "4294967297"),
        (.boolean, 16, "bool", "f"),
      ]),
    Family(
      "floats",
      [
        (.float32, 700, "float4", "3.4028235e+38"), (.float64, 701, "float8", "0.1"),
        (.float64, 701, "float8", "-176366.7142857143"), (.float64, 701, "float8", "NaN"),
      ]),
    Family(
      "numeric",
      [
        (.string, 1700, "numeric", "1234567890.12"), (.float64, 1700, "numeric", "-0.000000123"),
        (.int64, 1700, "numeric", "123456789012"),
      ]),
    Family(
      "text",
      [
        (.string, 25, "text", String(repeating: "plain words in a row of text ", count: 8)),
        (.string, 25, "text", String(repeating: "quotes \" and\nlines \\ äöü ", count: 8)),
        (.string, 1043, "varchar", "SKU-4567"),
        (.uuid, 2950, "uuid", "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11"),
      ]),
    Family("bytea", [(.bytea, 17, "bytea", "\\x" + String(repeating: "00ff7a5b", count: 64))]),
    Family(
      "timestamps",
      [
        (.string, 1184, "timestamptz", "2026-01-15 07:58:21.701+00"),
        (.string, 1114, "timestamp", "2026-01-15 07:58:21"), (.date32, 1082, "date", "2026-01-15"),
      ]),
    Family(
      "json",
      [
        (
          .json, 3802, "jsonb",
          "[" + String(repeating: "{\"n\": 1234567, \"tags\": [\"a\", \"b\"]}, ", count: 10)
            + "null]"
        ),
        (.json, 114, "json", "{\"a\": [1,\r\n2]}"),
      ]),
    Family(
      "arrays",
      [
        (.list(.int64), 1007, "_int4", "{{1,NULL},{-2,3},{1234567,8}}"),
        (.list(.string), 1009, "_text", "{\"a\\\"b\",plain,NULL,\"with space\"}"),
        (.list(.float64), 1022, "_float8", "{1.5,NaN,-0.25}"),
      ]),
  ]
}
