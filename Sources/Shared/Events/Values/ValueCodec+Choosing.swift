package import Catalog
import Postgres
package import Settings

extension ValueCodec {
  /// The codec for a configured type over a column's type (docs/reference/types.md).
  package init(_ type: DatabrewType, over column: DataType, sink: SinkSettings) {
    if case .list(let element) = type {
      self = Self.list(of: element, over: column, sink)
    } else {
      self = .scalar(ScalarCodec(type, over: column, sink))
    }
  }

  private static func list(
    of element: DatabrewType.Element, over column: DataType, _ sink: SinkSettings
  ) -> ValueCodec {
    if column.base.isType("vector", of: "vector") {
      return .scalar(element == .float64 ? .numberList : .unrepresentable)
    }
    guard let item = column.element else { return .scalar(.unrepresentable) }
    let codec = ScalarCodec(item: item.base, as: element, sink)
    if codec == .unrepresentable { return .scalar(codec) }
    return switch column.base.systemName {
    case "int2vector", "oidvector": .vector(element: codec)
    default: .array(element: codec, delimiter: item.delimiter)
    }
  }
}

extension ScalarCodec {
  fileprivate init(_ type: DatabrewType, over column: DataType, _ sink: SinkSettings) {
    let base = column.base.systemName
    self =
      switch type {
      case .boolean: base == "bool" ? .boolean : .unrepresentable
      case .int16, .int32, .int64, .uint64: Self.integer(type, over: column, sink)
      case .float32, .float64: column.isNumeric ? .float : .unrepresentable
      case .bytea: base == "bytea" ? .bytea : .unrepresentable
      case .json: Self.json(over: column)
      case .string: Self.scalar(base, sink)
      case .uuid, .inet, .mac, .date32: base == "bool" ? .booleanText : .text
      case .list: .unrepresentable
      }
  }

  /// The elements of an array of `item`.
  fileprivate init(item: TypeName, as element: DatabrewType.Element, _ sink: SinkSettings) {
    let name = item.systemName
    self =
      switch element {
      case .int64:
        item.isNumeric
          ? .integer(.int64, quoted: sink.int64 == .string)
          : .unrepresentable
      case .float64: item.isNumeric ? .float : .unrepresentable
      case .json: name == "json" || name == "jsonb" ? .json : .unrepresentable
      case .string: name == "bytea" ? .bytea : Self.scalar(name, sink)
      }
  }

  /// PostgreSQL's text, except for the types that have a form of their own in an event.
  private static func scalar(_ base: String?, _ sink: SinkSettings) -> ScalarCodec {
    switch base {
    case "bool": .booleanText
    case "timestamp", "timestamptz": sink.temporal == .rfc3339 ? .timestamp : .text
    default: .text
    }
  }

  private static func integer(
    _ type: DatabrewType, over column: DataType, _ sink: SinkSettings
  ) -> ScalarCodec {
    guard column.isNumeric else { return .unrepresentable }
    let quoted = sink.int64 == .string
    return switch type {
    case .int16: .integer(.int16, quoted: false)
    case .int32: .integer(.int32, quoted: false)
    case .uint64: .integer(.uint64, quoted: quoted)
    default: .integer(.int64, quoted: quoted)
    }
  }

  private static func json(over column: DataType) -> ScalarCodec {
    switch column.base.systemName {
    case "json", "jsonb": .json
    default: column.base.isType("hstore", of: "hstore") ? .hstore : .unrepresentable
    }
  }
}

extension DataType {
  fileprivate var isNumeric: Bool { base.isNumeric }
}

extension TypeName {
  /// The name of a type of PostgreSQL's own; nil for every other schema's.
  fileprivate var systemName: String? { schema == "pg_catalog" ? name.text : nil }

  /// Whether its text is a number.
  fileprivate var isNumeric: Bool {
    switch systemName {
    case "int2", "int4", "int8", "numeric", "float4", "float8", "oid", "xid", "cid", "xid8":
      true
    default: false
    }
  }
}
