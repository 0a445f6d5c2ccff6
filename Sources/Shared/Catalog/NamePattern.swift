package import Postgres

/// A pattern for table names, `table` or `schema.table`, with `*` for any bytes and `?` for one
/// (as pg_dump's); compared byte for byte.
package struct NamePattern: Sendable, Equatable {
  /// As it was written.
  package let text: String
  private let schema: [UInt8]?
  private let name: [UInt8]

  /// A pattern for tables; without a schema it matches in every one.
  package init(_ text: String) {
    self.text = text
    let parts = text.utf8.split(
      separator: UInt8(ascii: "."), maxSplits: 1, omittingEmptySubsequences: false)
    schema = parts.count == 2 ? Array(parts[0]) : nil
    name = parts.last.map { Array($0) } ?? []
  }

  /// Whether a table matches.
  package func matches(_ table: QualifiedName) -> Bool {
    if Array(table.name.text.utf8).matches(Array(text.utf8)) { return true }
    guard let schema else { return false }
    return Array(table.schema.text.utf8).matches(schema)
      && Array(table.name.text.utf8).matches(name)
  }

  /// Whether a schema's name matches the whole text.
  package func matches(schema: Identifier) -> Bool {
    Array(schema.text.utf8).matches(Array(text.utf8))
  }
}

extension [UInt8] {
  /// Glob matching with one place to come back to, so that time is at most quadratic.
  fileprivate func matches(_ pattern: [UInt8]) -> Bool {
    var place = 0
    var at = 0
    var star: (pattern: Int, place: Int)?
    while place < count {
      if at < pattern.count, pattern[at] == UInt8(ascii: "*") {
        star = (at, place)
        at += 1
      } else if at < pattern.count, pattern[at] == UInt8(ascii: "?") || pattern[at] == self[place] {
        at += 1
        place += 1
      } else if let back = star {
        at = back.pattern + 1
        star = (back.pattern, back.place + 1)
        place = back.place + 1
      } else {
        return false
      }
    }
    return pattern[at...].allSatisfy { $0 == UInt8(ascii: "*") }
  }
}
