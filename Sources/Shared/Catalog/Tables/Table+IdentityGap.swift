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
    return IdentityGap(
      reason: "its partition \(first.0.name) has \(first.1.reason)",
      statements: gaps.flatMap(\.1.statements))
  }

  private var ownGap: IdentityGap? {
    guard !hasUsableReplicaIdentity else { return nil }
    let reason =
      switch replicaIdentity {
      case .nothing: "REPLICA IDENTITY NOTHING"
      case .index: "REPLICA IDENTITY USING INDEX, but the index was dropped"
      case .default: primaryKey.isEmpty ? "no primary key" : "a DEFERRABLE primary key"
      case .full: ""
      }
    return IdentityGap(reason: reason, statements: [admission])
  }

  /// The cheapest statement that sets the table's replica identity.
  private var admission: String {
    let head = "ALTER TABLE \(name.printable) REPLICA IDENTITY"
    if hasImmediatePrimaryKey { return "\(head) DEFAULT;" }
    if let key = uniqueKeys.first { return "\(head) USING INDEX \(key.index.printable);" }
    return "\(head) FULL;"
  }
}
