import YAML

/// A mapping of the file, every value checked against the declaration of its key.
struct Fields {
  let node: Node
  /// Where it stands, like `source.config`; empty for the whole file.
  let path: String
  /// What is written, also where it is wrong.
  let written: [String: Node]
  var values: [String: Value] = [:]

  /// A checked value.
  enum Value {
    case text(String)
    case integer(Int)
    case boolean(Bool)
    case duration(Duration)
    case mapping(Fields)
    case list([Value])
  }

  func text(_ key: String) -> String? {
    if case .text(let text)? = values[key] { text } else { nil }
  }

  func integer(_ key: String) -> Int? {
    if case .integer(let number)? = values[key] { number } else { nil }
  }

  func boolean(_ key: String) -> Bool? {
    if case .boolean(let value)? = values[key] { value } else { nil }
  }

  func duration(_ key: String) -> Duration? {
    if case .duration(let duration)? = values[key] { duration } else { nil }
  }

  func mapping(_ key: String) -> Fields? {
    if case .mapping(let fields)? = values[key] { fields } else { nil }
  }

  /// The items of a list; nil where no list is written.
  func list(_ key: String) -> [Value]? {
    if case .list(let items)? = values[key] { items } else { nil }
  }

  /// The mappings of a list; nil where no list is written.
  func mappings(_ key: String) -> [Fields]? {
    list(key)?.compactMap { if case .mapping(let fields) = $0 { fields } else { nil } }
  }

  func choice<Value: RawRepresentable>(
    _ key: String, _ type: Value.Type
  ) -> Value? where Value.RawValue == String {
    text(key).flatMap { Value(rawValue: $0) }
  }

  /// A key's path, for messages.
  func path(_ key: String) -> String { path.isEmpty ? key : "\(path).\(key)" }
}
