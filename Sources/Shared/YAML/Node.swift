/// A part of a YAML document, and its location.
///
/// A file of thousands of tables has hundreds of thousands of them, so they are kept small.
package struct Node: Sendable {
  package var value: Value
  /// Where it begins, and the place behind its last character.
  private var start, end: Place
  /// Whether a collection is written in brackets or braces.
  package let isFlow: Bool

  package enum Value: Sendable {
    /// `isPlain` is true for an unquoted scalar.
    case scalar(String, isPlain: Bool)
    /// Pairs in the file's order, each key once.
    case mapping([Pair])
    case sequence([Node])
  }

  /// A member of a mapping.
  package struct Pair: Sendable {
    package let key: String
    private let place: Place
    package let value: Node

    init(key: String, line: Int, column: Int, value: Node) {
      self.key = key
      place = Place(line, column)
      self.value = value
    }

    /// The key's location, as for a node.
    package var keyLine: Int { Int(place.line) }
    package var keyColumn: Int { Int(place.column) }
  }

  private struct Place {
    var line: UInt32
    var column: UInt32

    init(_ line: Int, _ column: Int) {
      self.line = UInt32(clamping: line)
      self.column = UInt32(clamping: column)
    }
  }

  init(
    value: Value, line: Int, column: Int, endLine: Int, endColumn: Int, isFlow: Bool = false
  ) {
    self.value = value
    self.isFlow = isFlow
    start = Place(line, column)
    end = Place(endLine, endColumn)
  }

  /// Line and column from 1; the column in characters (Unicode scalars), as libyaml counts.
  package var line: Int { Int(start.line) }
  package var column: Int { Int(start.column) }
  package var endLine: Int { Int(end.line) }
  package var endColumn: Int { Int(end.column) }

  /// The same, with another end.
  func ending(line: Int, column: Int) -> Node {
    var node = self
    node.end = Place(line, column)
    return node
  }

  /// What it is, for messages.
  package var kind: String {
    switch value {
    case .scalar: "a value"
    case .mapping: "a mapping"
    case .sequence: "a list"
    }
  }

  /// Whether it is an empty plain scalar or `null`: nothing was written.
  package var isNull: Bool {
    if case .scalar("", isPlain: true) = value { return true }
    return isWrittenNull
  }

  /// Whether it is YAML's null, written out: `null` or `~`.
  package var isWrittenNull: Bool {
    guard case .scalar(let text, isPlain: true) = value else { return false }
    return text == "null" || text == "~"
  }
}
