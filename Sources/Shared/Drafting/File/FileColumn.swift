import Diagnostics
package import Postgres
package import Settings
import YAML

/// A column as written in a file.
package struct FileColumn: Sendable {
  package let settings: ColumnSettings
  let node: Node

  init(_ settings: ColumnSettings, _ node: Node) {
    self.settings = settings
    self.node = node
  }

  /// The value of a key as it is written; looked for each time, as there may be very many columns.
  func value(of key: String) -> Node? {
    guard case .mapping(let pairs) = node.value else { return nil }
    return pairs.first { $0.key == key }?.value
  }

  package var name: Identifier { settings.name }
  /// Whether it is written in braces.
  var isFlow: Bool { node.isFlow }

  /// The location of the value of `key`, or of the column if the key is not written.
  func location(_ key: String) -> SourceLocation {
    let place = value(of: key) ?? node
    return SourceLocation(file: settings.location.file, line: place.line, column: place.column)
  }
}

extension Node {
  /// The values of a mapping by key.
  var pairs: [String: Node] {
    guard case .mapping(let pairs) = value else { return [:] }
    return Dictionary(pairs.map { ($0.key, $0.value) }, uniquingKeysWith: { first, _ in first })
  }

  /// The items of a sequence.
  var items: [Node] {
    if case .sequence(let items) = value { items } else { [] }
  }
}
