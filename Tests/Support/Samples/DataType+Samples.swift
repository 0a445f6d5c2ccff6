package import Catalog
package import Postgres

/// Types as the catalog would describe them.
extension DataType {
  /// A type of PostgreSQL's own.
  package static func builtIn(
    _ name: Identifier, typmod: Int32 = -1, formatted: String? = nil
  ) -> DataType {
    let type = TypeName(oid: 1, schema: "pg_catalog", name: name)
    return DataType(
      own: type, formatted: formatted ?? name.text, informationSchemaName: name.text, base: type,
      baseKind: UInt8(ascii: "b"), typmod: typmod)
  }

  /// `numeric(precision,scale)`.
  package static func numeric(_ precision: Int, _ scale: Int) -> DataType {
    builtIn(
      "numeric", typmod: Int32((precision << 16) | (scale & 0x7FF)) + 4,
      formatted: "numeric(\(precision),\(scale))")
  }

  /// A user's type of some kind (`pg_type.typtype`).
  package static func user(
    _ name: Identifier, kind: Character, schema: Identifier = "public", labels: [String] = [],
    extension: Identifier? = nil
  ) -> DataType {
    let type = TypeName(oid: 20_000, schema: schema, name: name, extension: `extension`)
    return DataType(
      own: type, formatted: "\(schema.text).\(name.text)", informationSchemaName: "USER-DEFINED",
      base: type, baseKind: kind.asciiValue ?? 0, enumLabels: labels)
  }

  /// A domain over this type.
  package func domain(_ name: Identifier) -> DataType {
    var result = self
    result.own = TypeName(oid: 30_000, schema: "public", name: name)
    result.formatted = "public.\(name.text)"
    return result
  }

  /// An array of this type.
  package var array: DataType {
    let name = Identifier("_" + own.name.text)
    let type = TypeName(oid: own.oid + 1, schema: own.schema, name: name)
    return DataType(
      own: type, formatted: formatted + "[]", informationSchemaName: "ARRAY", base: type,
      baseKind: UInt8(ascii: "b"), typmod: isDomain ? -1 : typmod,
      element: Element(
        own: own, kind: isDomain ? UInt8(ascii: "d") : baseKind, base: base, baseKind: baseKind),
      enumLabels: enumLabels)
  }
}
