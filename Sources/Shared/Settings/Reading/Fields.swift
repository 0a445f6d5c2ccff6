import Diagnostics
import YAML

/// A mapping of the file, every value checked against the declaration of its key.
struct Fields {
  let node: Node
  /// Where it stands, like `source.config`; empty for the whole file.
  let path: String
  /// In the file's order. A list, like the node's own: a file of thousands of tables has tens of
  /// thousands of these, with few keys each.
  private var values: [(key: String, value: Value)] = []

  init(node: Node, path: String) {
    self.node = node
    self.path = path
  }

  /// A checked value.
  enum Value {
    case text(String)
    case integer(Int)
    case boolean(Bool)
    case duration(Duration)
    indirect case mapping(Fields)
    case list([Value])
    /// The items of a list that are checked one by one when they are read: of streams there may be
    /// very many.
    case unchecked([Node])
  }

  subscript(key: String) -> Value? {
    values.first { $0.key == key }?.value
  }

  /// Keeps a value that was checked.
  mutating func keep(_ value: Value, of key: String) { values.append((key, value)) }

  /// What is written, also where it is wrong.
  func written(_ key: String) -> Node? {
    guard case .mapping(let pairs) = node.value else { return nil }
    return pairs.first { $0.key == key }?.value
  }

  /// Where a key is written; the mapping's own place where it is not.
  func place(of key: String, in file: String) -> SourceLocation {
    guard case .mapping(let pairs) = node.value, let pair = pairs.first(where: { $0.key == key })
    else { return SourceLocation(file: file, line: node.line, column: node.column) }
    return SourceLocation(file: file, line: pair.keyLine, column: pair.keyColumn)
  }

  func text(_ key: String) -> String? {
    if case .text(let text)? = self[key] { text } else { nil }
  }

  func integer(_ key: String) -> Int? {
    if case .integer(let number)? = self[key] { number } else { nil }
  }

  func boolean(_ key: String) -> Bool? {
    if case .boolean(let value)? = self[key] { value } else { nil }
  }

  func duration(_ key: String) -> Duration? {
    if case .duration(let duration)? = self[key] { duration } else { nil }
  }

  func mapping(_ key: String) -> Fields? {
    if case .mapping(let fields)? = self[key] { fields } else { nil }
  }

  /// The items of a list; nil where no list is written.
  func list(_ key: String) -> [Value]? {
    if case .list(let items)? = self[key] { items } else { nil }
  }

  /// The mappings of a list; nil where no list is written.
  func mappings(_ key: String) -> [Fields]? {
    list(key)?.compactMap { if case .mapping(let fields) = $0 { fields } else { nil } }
  }

  /// The items of a list that were not checked yet; nil where no list is written.
  func unchecked(_ key: String) -> [Node]? {
    if case .unchecked(let items)? = self[key] { items } else { nil }
  }

  func choice<Value: RawRepresentable>(
    _ key: String, _ type: Value.Type
  ) -> Value? where Value.RawValue == String {
    text(key).flatMap { Value(rawValue: $0) }
  }

  /// A key's path, for messages.
  func path(_ key: String) -> String { path.isEmpty ? key : "\(path).\(key)" }
}
