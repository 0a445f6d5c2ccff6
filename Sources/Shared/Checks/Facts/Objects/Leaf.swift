package import Postgres

/// A table that writes WAL, under a configured one or itself, and its replica identity.
package struct Leaf: Sendable {
  package var table: QualifiedName
  /// `full`, `key`, `index`; or what is missing: `no-key`, `nothing`, `deferrable-key`,
  /// `index-dropped`.
  package var identity: String
  /// `pg_class.relreplident`: `d`, `n`, `f` or `i`.
  package var setting = "d"
  /// The columns that identify an old row.
  package var identityColumns: [Identifier] = []
  /// Unique indexes that could be the replica identity.
  package var candidates: [Identifier] = []
  /// Whether it has a primary key that is not deferrable, whatever its setting.
  package var hasImmediateKey = false
  /// Whether it is a child by inheritance, not a partition: published by itself.
  package var isInherited = false

  /// Creates a leaf.
  package init(table: QualifiedName, identity: String) {
    self.table = table
    self.identity = identity
  }

  /// Whether UPDATE and DELETE can be published.
  package var hasIdentity: Bool { ["full", "key", "index"].contains(identity) }
}
