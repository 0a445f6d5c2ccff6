package import Catalog
package import Postgres
package import Settings

/// PostgreSQL types to databrewTypes (introspection.md, section 2).
package enum TypeMapping {
  /// What `init` writes for a column.
  package struct Suggestion: Sendable, Equatable {
    package var type: DatabrewType
    /// The `nativeConnectorType`.
    package var native: String
    /// What the names do not tell: modifiers, labels, a loss.
    package var note: String?
  }

  /// How well a configured type holds what the column can hold.
  package enum Classification: String, Sendable { case exact, narrowing, lossy, incompatible }

  /// The suggestion for a type; `schema` is the configuration's default schema.
  package static func suggestion(for type: DataType, schema: Identifier) -> Suggestion {
    Suggestion(
      type: databrewType(for: type), native: NativeName.of(type, schema: schema),
      note: note(type))
  }

  private static func databrewType(for type: DataType) -> DatabrewType {
    if let element = type.element, !type.isVector { return list(of: element) }
    switch type.baseKind {
    case UInt8(ascii: "e"), UInt8(ascii: "c"), UInt8(ascii: "r"), UInt8(ascii: "m"):
      return .string
    default: break
    }
    let name = type.base.name.text
    if type.base.isBuiltIn("numeric"), let (precision, scale) = type.numericModifier, scale == 0 {
      if precision <= 9 { return .int32 }
      if precision <= 18 { return .int64 }
    }
    return TypeRow.all.first { $0.types.contains(name) }?.databrewType ?? .string
  }

  private static func list(of element: DataType.Element) -> DatabrewType {
    guard element.base.isBuiltIn else { return .list(.string) }
    return switch element.base.name.text {
    case "int2", "int4", "int8", "oid", "xid", "cid": .list(.int64)
    case "float4", "float8": .list(.float64)
    case "json", "jsonb": .list(.json)
    default: .list(.string)
    }
  }

  private static func note(_ type: DataType) -> String? {
    var parts: [String] = []
    if type.isDomain { parts.append("domain \(type.own.name.text)") }
    if type.baseKind == UInt8(ascii: "e") {
      let labels = type.enumLabels.prefix(8).joined(separator: ", ")
      parts.append("enum: \(labels)" + (type.enumLabels.count > 8 ? ", …" : ""))
    } else if !type.isDomain, type.formatted.utf8.contains(UInt8(ascii: "(")) {
      parts.append(type.formatted)
    }
    if type.base.isBuiltIn("numeric"), databrewType(for: type) == .string {
      parts.append("exact only as String")
    }
    if type.base.isBuiltIn("timestamptz") { parts.append("PostgreSQL's ISO text, UTC") }
    if type.base.isBuiltIn("bytea") { parts.append("base64") }
    if type.base.isBuiltIn("money") { parts.append("its form depends on lc_monetary") }
    return parts.isEmpty ? nil : parts.joined(separator: "; ")
  }

  /// How well `configured` holds the column's values.
  package static func classification(
    of configured: DatabrewType, over type: DataType
  ) -> Classification {
    if ValueCodec(configured, over: type, sink: SinkSettings()) == .unrepresentable {
      return .incompatible
    }
    switch configured {
    case .int16, .int32, .int64, .uint64: return integer(configured, type)
    case .float32, .float64:
      switch type.base.name.text {
      case "numeric": return .lossy
      case "float8": return configured == .float32 ? .lossy : .exact
      case "int8": return .lossy
      default: return .exact
      }
    default: return .exact
    }
  }

  private static func integer(_ configured: DatabrewType, _ type: DataType) -> Classification {
    func digits(_ type: DatabrewType) -> Int {
      switch type {
      case .int16: 2
      case .int32: 4
      default: 8
      }
    }
    if configured == .uint64 {
      return ["oid", "xid", "cid", "xid8"].contains(type.base.name.text) ? .exact : .narrowing
    }
    let needed =
      switch type.base.name.text {
      case "int2": 2
      case "int4": 4
      case "int8", "oid", "xid", "cid": 8
      default: 16
      }
    if needed <= digits(configured) { return .exact }
    if type.base.isBuiltIn("numeric"), let (precision, scale) = type.numericModifier, scale <= 0 {
      let most = digits(configured) == 2 ? 4 : digits(configured) == 4 ? 9 : 18
      if precision - scale <= most { return .exact }
    }
    return .narrowing
  }
}
