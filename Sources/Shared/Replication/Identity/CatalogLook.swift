package import Postgres

/// What the catalog says of the streamed tables and their publication, at one moment.
package struct CatalogLook: Sendable {
  /// A table of the look.
  package struct Table: Sendable, Equatable {
    package var identity: TableIdentity
    /// The OIDs of the tables above it in its partition tree.
    package var ancestors: [UInt32] = []
    /// The OIDs of its schema and of theirs.
    package var schemas: [UInt32] = []

    /// Describes a table that is no partition.
    package init(_ identity: TableIdentity) { self.identity = identity }
  }

  /// Where the WAL was written to before the look: what it finds in place was in place there.
  package var before = LSN.zero
  /// Where the WAL was flushed to after it: what it finds had happened by then.
  package var after = LSN.zero
  /// Nil where there is no publication of that name.
  package var publication: PublicationIdentity?
  /// The tables with one of the OIDs, or one of the names, that were asked for.
  package var tables: [Table] = []
  /// The partitions of those of them that are partitioned, and of the known ones those that are none
  /// any more (root 0); nil where they were not asked for.
  package var partitions: [Partition]?

  /// Sees nothing.
  package init() {}

  /// The table with this OID.
  package func table(_ oid: UInt32) -> Table? { tables.first { $0.identity.oid == oid } }

  /// The table that has this name now.
  package func table(named name: QualifiedName) -> Table? {
    tables.first { $0.identity.name == name }
  }
}
