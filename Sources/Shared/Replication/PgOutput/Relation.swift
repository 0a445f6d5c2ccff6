import Catalog
package import Postgres

/// A table as the server describes it before its first row, and again after it changed.
package struct Relation: Sendable, Equatable {
  package var oid: UInt32
  package var name: QualifiedName
  /// `pg_class.relreplident`: d, n, f or i.
  package var replicaIdentity: UInt8
  package var columns: [Column]

  package struct Column: Sendable, Equatable {
    /// Whether the column belongs to the replica identity (every column under FULL).
    package var isKey: Bool
    package var name: Identifier
    package var typeOID: UInt32
    /// The type's modifier; -1 for none.
    package var modifier: Int32

    /// Describes a column.
    package init(isKey: Bool, name: Identifier, typeOID: UInt32, modifier: Int32) {
      self.isKey = isKey
      self.name = name
      self.typeOID = typeOID
      self.modifier = modifier
    }
  }
}
