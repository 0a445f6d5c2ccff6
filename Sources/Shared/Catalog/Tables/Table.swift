package import Postgres

/// A relation with rows, as the catalog has it: also those that cannot be streamed or read.
package struct Table: Sendable, Equatable {
  /// `pg_class.oid`, stable through a rename.
  package var oid: UInt32
  package var name: QualifiedName
  package var kind: Kind
  package var persistence: Persistence
  /// Whether it is a partition of another table.
  package var isPartition: Bool
  /// The topmost table of the partition tree, for a partition.
  package var root: Parent?
  /// The direct parents, by inheritance or partitioning.
  package var parents: [Parent]
  package var replicaIdentity: ReplicaIdentity
  /// The index of `REPLICA IDENTITY USING INDEX`; nil also where it was dropped since.
  package var replicaIdentityIndex: Identifier?
  /// Whether there is a valid primary key that is not deferrable: only such a one is a replica
  /// identity.
  package var hasImmediatePrimaryKey: Bool
  /// Unique indexes that could become the replica identity, by name.
  package var uniqueKeys: [UniqueKey]
  /// Name of the owning role.
  package var owner: Identifier
  /// Whether the session's role owns the table, by itself or by membership.
  package var isOwner: Bool
  /// Rows as the last ANALYZE estimated them; nil if there was none.
  package var estimatedRows: Int?
  /// Bytes of the main fork as of the last VACUUM or ANALYZE.
  package var estimatedBytes: Int
  /// `COMMENT ON TABLE`, raw.
  package var comment: String?
  /// Whether the session's role has USAGE on the schema.
  package var hasSchemaUsage: Bool
  /// Whether the session's role has SELECT on the whole table.
  package var canSelect: Bool
  /// Whether row level security is enabled.
  package var rowSecurity: Bool
  /// Whether row level security also binds the owner.
  package var forcesRowSecurity: Bool
  /// The extension that the table belongs to.
  package var `extension`: Identifier?
  /// By attribute number, without dropped columns; filled only for tables and partitioned
  /// tables.
  package var columns: [Column]

  /// Another table, by OID and name.
  package struct Parent: Sendable, Equatable {
    package var oid: UInt32
    package var name: QualifiedName

    /// Names a table.
    package init(oid: UInt32, name: QualifiedName) {
      self.oid = oid
      self.name = name
    }
  }

  /// `pg_class.relkind`.
  package enum Kind: String, Sendable, Equatable {
    case table = "r"
    case partitioned = "p"
    case view = "v"
    case materializedView = "m"
    case foreign = "f"
  }

  /// `pg_class.relpersistence`.
  package enum Persistence: String, Sendable, Equatable {
    case permanent = "p"
    case unlogged = "u"
    case temporary = "t"
  }

  /// Describes a table that its owner looks at; set what differs afterwards.
  package init(
    oid: UInt32, name: QualifiedName, kind: Kind = .table, persistence: Persistence = .permanent,
    replicaIdentity: ReplicaIdentity = .default, owner: Identifier, columns: [Column] = []
  ) {
    self.oid = oid
    self.name = name
    self.kind = kind
    self.persistence = persistence
    isPartition = false
    root = nil
    parents = []
    self.replicaIdentity = replicaIdentity
    replicaIdentityIndex = nil
    hasImmediatePrimaryKey = columns.contains { $0.primaryKeyPosition != nil }
    uniqueKeys = []
    self.owner = owner
    isOwner = true
    estimatedRows = nil
    estimatedBytes = 0
    comment = nil
    hasSchemaUsage = true
    canSelect = true
    rowSecurity = false
    forcesRowSecurity = false
    `extension` = nil
    self.columns = columns
  }
}
