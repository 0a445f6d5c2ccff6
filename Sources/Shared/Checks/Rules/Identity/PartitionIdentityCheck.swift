import Catalog
import Postgres

/// Whether old rows have the same columns in all partitions of a stream.
struct PartitionIdentityCheck: Check {
  let id = "partition-identity"
  let group = Group.tables
  let needsConfiguration = true
  let needs: [FactFamily] = [.tables, .leaves]
  let page = CheckPage(
    "Partitions with a different replica identity",
    when: "a file is given, for partitioned tables",
    finds:
      "a partition whose replica identity differs from its root's or, if the root uses DEFAULT, from its siblings'; and partitions with FULL under a root without it",
    why:
      "the partition decides what of an old row is written to the WAL, the root how the server marks it. ALTER TABLE … REPLICA IDENTITY on the root does not affect partitions, and new ones start with DEFAULT: under a root with FULL their old rows contain only the key, and unchanged large values are omitted; under another root, old rows of a partition with FULL do not contain old values that are NULL",
    severity: "warning",
    remedies: [
      "`ALTER TABLE … REPLICA IDENTITY …` on the partition, or FULL on the root and on all partitions, as the owner.",
      "Repeat it for each partition that is created later.",
    ],
    lock: "ACCESS EXCLUSIVE, briefly",
    sources: [CheckPage.postgres("sql-altertable.html")])

  func findings(_ facts: Facts) -> [Finding] {
    Streams.present(facts).filter { $0.table.kind == .partitioned }.flatMap { _, table in
      let leaves = Streams.own(facts, table)
      if let finding = wholeUnderAnotherRoot(leaves, table, facts) { return [finding] }
      return Self.others(leaves, table).map { leaf in
        let (own, root) = (ReplicaIdentity(rawValue: leaf.setting), table.replicaIdentity)
        return finding(
          .warning, leaf.table.description,
          "\(leaf.table) has REPLICA IDENTITY \(own?.sqlName ?? leaf.setting), \(table.name) has \(root.sqlName)",
          why: root == .full
            ? "before contains only the old \(Self.words(leaf)) of its rows, and unchanged large values are omitted"
            : "old rows in events differ between partitions",
          remedies: Self.remedies(leaf, table, leaves, facts))
      }
    }
  }

  /// All partitions have FULL, their root has not: whole old rows, except for what is NULL in them.
  private func wholeUnderAnotherRoot(
    _ leaves: [Leaf], _ table: Table, _ facts: Facts
  ) -> Finding? {
    guard table.replicaIdentity != .full, !leaves.isEmpty,
      leaves.allSatisfy({ $0.identity == "full" })
    else { return nil }
    let full =
      GeneratedIdentity.allowsFull(table, facts) ? ReplicaIdentityCheck.full(table, []) : []
    let keyed = leaves.allSatisfy(\.hasImmediateKey)
    return finding(
      .warning, table.name.description,
      "the partitions of \(table.name) have REPLICA IDENTITY FULL, \(table.name) has \(table.replicaIdentity.sqlName)",
      why: "before does not contain old values that are NULL",
      remedies: full + (keyed ? ReplicaIdentityCheck.steps(leaves, "DEFAULT") : []))
  }

  private static func words(_ leaf: Leaf) -> String {
    leaf.identityColumns.map(\.text).joined(separator: ", ")
  }

  /// The leaves whose replica identity differs from the root's or, if the root uses DEFAULT, from
  /// their siblings'. A leaf without any replica identity is reported by another check.
  private static func others(_ leaves: [Leaf], _ table: Table) -> [Leaf] {
    let named = leaves.filter(\.hasIdentity)
    switch table.replicaIdentity {
    case .full: return named.filter { $0.identity != "full" }
    case .index:
      let columns = Set(table.identityColumns.map(\.name))
      return named.filter { $0.identity == "full" || Set($0.identityColumns) != columns }
    case .default, .nothing:
      let shapes = Set(named.map { $0.identity == "full" ? nil : Set($0.identityColumns) })
      if shapes.count < 2 { return [] }
      let whole = named.filter { $0.identity == "full" }
      return whole.isEmpty ? named.filter { $0.setting != "d" } : whole
    }
  }

  private static func remedies(
    _ leaf: Leaf, _ table: Table, _ leaves: [Leaf], _ facts: Facts
  ) -> [Remedy] {
    let full = GeneratedIdentity.allowsFull(table, facts)
    switch table.replicaIdentity {
    case .full where full: return ReplicaIdentityCheck.full(table, [leaf])
    case .default where leaf.hasImmediateKey:
      return [ReplicaIdentityCheck.identity(leaf, "DEFAULT")]
    case .index where !leaf.candidates.isEmpty:
      return leaf.candidates.map { ReplicaIdentityCheck.identity(leaf, "USING INDEX \($0.quoted)") }
    default: break
    }
    // If the partition cannot follow the root, the root follows the partition.
    let root = Leaf(table: table.name, identity: "")
    switch leaf.setting {
    case "f" where full: return ReplicaIdentityCheck.full(table, leaves)
    case "d": return [ReplicaIdentityCheck.identity(root, "DEFAULT")]
    default: return [Remedy(.text, "add a primary key to \(table.name) and its partitions")]
    }
  }
}
