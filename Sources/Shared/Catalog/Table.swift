package import Postgres

/// A relation that holds rows, and its columns.
package struct Table: Sendable, Equatable {
  package enum Kind: String, Sendable {
    case table = "r"
    case partitioned = "p"
    case view = "v"
    case materializedView = "m"
    case foreign = "f"
  }
  package enum Persistence: String, Sendable {
    case permanent = "p"
    case unlogged = "u"
    case temporary = "t"
  }
  package enum ReplicaIdentity: String, Sendable {
    case `default` = "d"
    case nothing = "n"
    case full = "f"
    case index = "i"
  }

  package var oid: UInt32
  package var name: QualifiedName
  package var kind: Kind
  package var persistence = Persistence.permanent
  package var isPartition = false
  /// The root of the partition tree; nil for what is not a partition.
  package var rootOID: UInt32?
  package var parentOIDs: [UInt32] = []
  package var replicaIdentity = ReplicaIdentity.default
  /// Whether the replica identity names the old row: judged over the table itself, not over
  /// its partitions.
  package var hasUsableIdentity = true
  package var owner = Identifier("")
  package var isOwner = false
  package var hasSchemaUsage = true
  package var canSelect = true
  /// Whether policies hide rows from this role.
  package var rowSecurityHidesRows = false
  /// The extension that owns it.
  package var `extension`: String?
  package var estimatedRows: Int?
  package var estimatedBytes: Int?
  package var comment: String?
  package var columns: [Column] = []

  /// Makes a table; the rest is set by the introspection.
  package init(oid: UInt32, name: QualifiedName, kind: Kind, columns: [Column] = []) {
    self.oid = oid
    self.name = name
    self.kind = kind
    self.columns = columns
  }

  /// The primary key's columns in the key's order.
  package var primaryKey: [Column] {
    columns.filter { $0.primaryKeyPosition != nil }
      .sorted { ($0.primaryKeyPosition ?? 0) < ($1.primaryKeyPosition ?? 0) }
  }
}
