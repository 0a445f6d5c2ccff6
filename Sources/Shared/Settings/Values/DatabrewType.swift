/// A column's type in DataBrew's vocabulary (upstream Blink's `helper/arrow_type_helper.go` and
/// `schema/schema.go`).
package enum DatabrewType: Sendable, Hashable {
  case boolean, int16, int32, int64, uint64, float32, float64
  case uuid, bytea, inet, mac, date32, string, json
  case list(Element)

  /// What a list can hold.
  package enum Element: String, Sendable, Hashable, CaseIterable {
    case int64 = "Int64"
    case float64 = "Float64"
    case string = "String"
    case json = "JSON"
  }

  /// Every name with its type, in the order of the reference page.
  private static let names: [(name: String, type: DatabrewType)] =
    [
      ("Boolean", .boolean), ("Int16", .int16), ("Int32", .int32), ("Int64", .int64),
      ("Uint64", .uint64), ("Float32", .float32), ("Float64", .float64), ("UUID", .uuid),
      ("bytea", .bytea), ("Inet", .inet), ("MAC", .mac), ("Date32", .date32),
      ("String", .string), ("JSON", .json),
    ] + Element.allCases.map { ("List<\($0.rawValue)>", .list($0)) }

  /// Every type.
  package static let all = names.map(\.type)

  /// The type with this name, spelled exactly; nil for an unknown name.
  package init?(name: String) {
    guard let match = Self.names.first(where: { $0.name == name }) else { return nil }
    self = match.type
  }

  /// The name as the configuration spells it.
  package var name: String {
    Self.names.first { $0.type == self }?.name ?? "String"
  }
}

extension DatabrewType: Codable {
  package init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let text = try container.decode(String.self)
    guard let type = Self(name: text) else {
      throw DecodingError.dataCorruptedError(
        in: container, debugDescription: "`\(text)` is not a databrewType")
    }
    self = type
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(name)
  }
}
