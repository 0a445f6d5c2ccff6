package import Postgres

/// Tables whose names are equal in lower case.
package struct NameCollision: Sendable {
  package var folded: String
  package var tables: [QualifiedName]

  /// Creates one.
  package init(folded: String, tables: [QualifiedName]) {
    self.folded = folded
    self.tables = tables
  }
}
