/// A part of a YAML document, and where it stands.
package struct Node: Sendable {
  package var value: Value
  /// Line and column from 1; the column in characters (Unicode scalars), as libyaml counts.
  package var line: Int
  package var column: Int
  /// The place behind its last character.
  package var endLine: Int
  package var endColumn: Int
  /// Whether a collection is written in brackets or braces.
  package var isFlow = false

  package indirect enum Value: Sendable {
    /// `isPlain` tells a bare scalar from a quoted one.
    case scalar(String, isPlain: Bool)
    /// Pairs in the file's order, each key once.
    case mapping([Pair])
    case sequence([Node])
  }

  package struct Pair: Sendable {
    package var key: String
    package var keyLine: Int
    package var keyColumn: Int
    package var value: Node
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
