package import Postgres

/// Tables whose names are one after lower-casing.
package struct NameCollision: Sendable {
  package var folded: String
  package var tables: [QualifiedName]

  /// Makes one.
  package init(folded: String, tables: [QualifiedName]) {
    self.folded = folded
    self.tables = tables
  }
}
