extension Table {
  /// What keeps the table from having a usable replica identity; nil if it has one.
  ///
  /// The rows of a partitioned table are in its leaves, and theirs is what counts.
  ///
  /// - Parameter all: the tables in which its partitions are looked up.
  package func identityGap(among all: [Table]) -> IdentityGap? {
    guard kind == .partitioned else { return ownGap }
    let leaves = all.filter { $0.kind == .table && $0.isPartition && $0.root?.oid == oid }
    if leaves.isEmpty { return ownGap }
    let gaps = leaves.compactMap { leaf in leaf.ownGap.map { (leaf, $0) } }
    guard let first = gaps.first else { return nil }
    // A primary key of the root is every partition's; another identity is only its own.
    let later = "-- and on each new partition, before its first UPDATE or DELETE"
    let statements = gaps.flatMap(\.1.statements)
    return IdentityGap(
      reason: "its partition \(first.0.name) has \(first.1.reason)",
      statements: primaryKey.isEmpty ? statements + [later] : statements)
  }

  private var ownGap: IdentityGap? {
    guard !hasUsableReplicaIdentity || isFullWithVirtual else { return nil }
    let reason =
      switch replicaIdentity {
      case .nothing: "REPLICA IDENTITY NOTHING"
      case .index: "REPLICA IDENTITY USING INDEX, but the index was dropped"
      case .default: primaryKey.isEmpty ? "no primary key" : "a DEFERRABLE primary key"
      case .full: "REPLICA IDENTITY FULL with a virtual generated column"
      }
    return IdentityGap(reason: reason, statements: [admission])
  }

  /// The cheapest statement that sets the table's replica identity.
  private var admission: String {
    let head = "ALTER TABLE \(name.printable) REPLICA IDENTITY"
    if hasImmediatePrimaryKey { return "\(head) DEFAULT;" }
    if let key = uniqueKeys.first { return "\(head) USING INDEX \(key.index.printable);" }
    // From 18 the server refuses UPDATE and DELETE if the identity has a column that is not
    // published, and a virtual column never is (execReplication.c).
    if hasVirtualColumn {
      return
        "-- a primary key: FULL would contain a virtual generated column, which is never published"
    }
    return "\(head) FULL;"
  }

  private var hasVirtualColumn: Bool { columns.contains { $0.generated == .virtual } }

  private var isFullWithVirtual: Bool { replicaIdentity == .full && hasVirtualColumn }
}
