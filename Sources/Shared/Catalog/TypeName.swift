package import Postgres

/// A type in the catalog.
package struct TypeName: Sendable, Hashable {
  package var oid: UInt32
  package var schema: Identifier
  package var name: Identifier

  /// Makes a name.
  package init(oid: UInt32, schema: Identifier, name: Identifier) {
    self.oid = oid
    self.schema = schema
    self.name = name
  }
}
