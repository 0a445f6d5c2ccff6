/// A collation whose rules have changed since it was recorded.
package struct CollationDrift: Sendable {
  /// The name; empty for the database's own collation.
  package var name: String
  /// Its schema; empty for the database's own collation.
  package var schema: String
  package var recorded: String
  package var actual: String

  /// Creates one.
  package init(name: String, schema: String = "", recorded: String, actual: String) {
    self.schema = schema
    self.name = name
    self.recorded = recorded
    self.actual = actual
  }
}
