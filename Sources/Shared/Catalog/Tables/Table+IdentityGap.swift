import Postgres

extension Table {
  /// What keeps the table from having a usable replica identity; nil if it has one.
  ///
  /// The rows of a partitioned table are in its leaves, and theirs is what counts.
  ///
  /// - Parameters:
  ///   - all: the tables in which its partitions are looked up.
  ///   - publication: the one that is used; nil for one that sends no generated columns.
  package func identityGap(
    among all: [Table], publication: PublishedTables? = nil
  ) -> IdentityGap? {
    // Under their root, partitions are not in the publication by themselves.
    let sent = Set(
      columns.filter { publication?.sends(generated: $0, of: self) ?? false }.map(\.name))
    guard kind == .partitioned else { return ownGap(sent) }
    let leaves = leaves(among: all)
    if leaves.isEmpty { return ownGap(sent) }
    let gaps = leaves.compactMap { leaf in leaf.ownGap(sent).map { (leaf, $0) } }
    guard let first = gaps.first(where: { $0.1.effect == nil }) ?? gaps.first else { return nil }
    var statements = gaps.flatMap(\.1.statements)
    // What is sent of an old row depends on the root, too: see PartitionIdentityCheck.
    let becomeFull = statements.contains { $0.hasSuffix(" FULL;") }
    if becomeFull, replicaIdentity != .full { statements.insert("\(head) FULL;", at: 0) }
    // A primary key of the root is every partition's; another identity is only its own.
    if !hasImmediatePrimaryKey {
      statements.append("-- and on each new partition, before its first UPDATE or DELETE")
    }
    return IdentityGap(
      reason: "its partition \(first.0.name) has \(first.1.reason)", statements: statements,
      effect: gaps.contains { $0.1.effect == nil } ? .writes : .events)
  }

  /// The partitions that hold its rows.
  ///
  /// - Parameter all: the tables in which they are looked up.
  package func leaves(among all: [Table]) -> [Table] {
    all.filter { $0.kind == .table && $0.isPartition && $0.root?.oid == oid }
  }

  /// - Parameter sent: the generated columns that events contain.
  private func ownGap(_ sent: Set<Identifier>) -> IdentityGap? {
    if !hasUsableReplicaIdentity || isFullWithVirtual {
      let reason =
        switch replicaIdentity {
        case .nothing: "REPLICA IDENTITY NOTHING"
        case .index: "REPLICA IDENTITY USING INDEX, but the index was dropped"
        case .default: primaryKey.isEmpty ? "no primary key" : "a DEFERRABLE primary key"
        case .full: "REPLICA IDENTITY FULL with a virtual generated column"
        }
      return IdentityGap(reason: reason, statements: [admission])
    }
    // What is left of such an identity names no row: the generated part of it is in no event.
    guard
      let generated = identityColumns.first(where: {
        $0.generated != nil && !sent.contains($0.name)
      })
    else { return nil }
    let what = replicaIdentity == .default ? "a primary key" : "a replica identity"
    return IdentityGap(
      reason: "\(what) with the generated column \(generated.name), which events do not contain",
      statements: [admission], effect: .events)
  }

  private var head: String { "ALTER TABLE \(name.printable) REPLICA IDENTITY" }

  /// The cheapest statement that sets the table's replica identity.
  private var admission: String {
    if hasImmediatePrimaryKey, !primaryKey.contains(where: { $0.generated != nil }) {
      return "\(head) DEFAULT;"
    }
    if let key = uniqueKeys.first(where: { !hasGenerated(among: $0.columns) }) {
      return "\(head) USING INDEX \(key.index.printable);"
    }
    // From 18 the server refuses UPDATE and DELETE if the identity has a column that is not
    // published, and a virtual column never is (execReplication.c).
    if hasVirtualColumn {
      return
        "-- a primary key: FULL would contain a virtual generated column, which is never published"
    }
    return "\(head) FULL;"
  }

  private func hasGenerated(among names: [Identifier]) -> Bool {
    columns.contains { $0.generated != nil && names.contains($0.name) }
  }

  private var hasVirtualColumn: Bool { columns.contains { $0.generated == .virtual } }

  private var isFullWithVirtual: Bool { replicaIdentity == .full && hasVirtualColumn }
}
