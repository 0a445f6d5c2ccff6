package import Catalog
package import Postgres

/// The `nativeConnectorType` of a column: how it is written, and whether two spellings agree.
package enum NativeName {
  /// How a written name stands to the database's type.
  package enum Agreement: String, Sendable {
    case agree, databaseNarrower, databaseWider, incompatible
  }

  private static let sqlNames = [
    "bool": "boolean", "int2": "smallint", "int4": "integer", "int8": "bigint",
    "float4": "real", "float8": "double precision", "bpchar": "character",
    "timestamp": "timestamp without time zone", "timestamptz": "timestamp with time zone",
    "time": "time without time zone", "timetz": "time with time zone", "varbit": "bit varying",
    "char": "\"char\"",
  ]
  private static let synonyms = [
    "int": "integer", "serial": "integer", "serial4": "integer", "bigserial": "bigint",
    "serial8": "bigint", "smallserial": "smallint", "serial2": "smallint",
    "decimal": "numeric", "dec": "numeric", "character varying": "varchar", "char": "character",
    "float": "double precision", "string": "text",
  ]
  private static let widths = [
    ["smallint", "integer", "bigint", "numeric"], ["real", "double precision"],
  ]
  private static let texts: Set<String> = ["text", "varchar", "character", "citext", "name"]

  /// The name that `init` writes.
  package static func of(_ type: DataType, schema: Identifier) -> String {
    if let element = type.element, !type.isVector {
      return name(element.base, schema) + "[]"
    }
    return name(type.base, schema)
  }

  private static func name(_ type: TypeName, _ schema: Identifier) -> String {
    if type.isBuiltIn { return sqlNames[type.name.text] ?? type.name.text }
    return type.schema == schema || type.schema == "public"
      ? type.name.text : "\(type.schema.text).\(type.name.text)"
  }

  /// Compares a written name with the database's type; spelling is never a difference.
  package static func agreement(_ written: String, with type: DataType) -> Agreement {
    let text = canonical(written)
    var accepted: Set<String> = [
      canonical(of(type, schema: type.base.schema)), canonical(type.own.name.text),
      canonical(type.base.name.text), canonical(type.informationSchemaName),
    ]
    if !type.own.isBuiltIn {
      accepted.insert(canonical("\(type.own.schema.text).\(type.own.name.text)"))
    }
    if !type.base.isBuiltIn {
      accepted.insert(canonical("\(type.base.schema.text).\(type.base.name.text)"))
    }
    if accepted.contains(text) { return .agree }
    let actual = canonical(of(type, schema: type.base.schema))
    if texts.contains(text), texts.contains(actual) { return .databaseNarrower }
    for widths in widths {
      if let a = widths.firstIndex(of: text), let b = widths.firstIndex(of: actual) {
        return b > a ? .databaseWider : .databaseNarrower
      }
    }
    return .incompatible
  }

  /// Lower case, without modifiers, `_int4` as `integer[]`, synonyms replaced.
  static func canonical(_ text: String) -> String {
    var name = text.lowercased()
    while let open = name.firstIndex(of: "("), let close = name[open...].firstIndex(of: ")") {
      name.removeSubrange(open...close)
    }
    name = name.split(separator: " ").joined(separator: " ")
    if name.hasPrefix("pg_catalog.") { name.removeFirst("pg_catalog.".count) }
    var isArray = false
    while name.hasSuffix("[]") {
      isArray = true
      name.removeLast(2)
    }
    if name.hasPrefix("_"), !isArray {
      isArray = true
      name.removeFirst()
    }
    name =
      name == "\"char\""
      ? name : (sqlNames[name].flatMap { $0 == "\"char\"" ? nil : $0 } ?? synonyms[name] ?? name)
    return isArray ? name + "[]" : name
  }
}
