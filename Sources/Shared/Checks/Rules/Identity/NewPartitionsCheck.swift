import Catalog
import Postgres
import Replication

/// Whether a partition that is created later can be written.
struct NewPartitionsCheck: Check {
  let id = "new-partitions"
  let group = Group.tables
  let needsConfiguration = true
  let needs: [FactFamily] = [.publication, .tables]
  let page = CheckPage(
    "Partitions that are created later",
    when: "a file is given, for partitioned tables",
    finds: "a partitioned table without a primary key that is not DEFERRABLE",
    why:
      "a new partition is published from its first moment, but starts with REPLICA IDENTITY DEFAULT, whatever its siblings have: without a primary key of the partitioned table, the application's UPDATE and DELETE that reach it fail until it has a replica identity",
    severity: "warning",
    remedies: [
      "A primary key of the partitioned table, which every partition then has.",
      "`ALTER TABLE … REPLICA IDENTITY FULL` in the transaction that creates the partition.",
      "An event trigger that does so, see docs/how-to/partitions.md.",
      "With pg_partman: REPLICA IDENTITY FULL on the partitioned table, which pg_partman copies to the partitions that it creates.",
    ],
    lock: "ACCESS EXCLUSIVE on the new partition, which nobody uses yet",
    sources: [
      CheckPage.postgres("sql-altertable.html"),
      CheckPage.postgres("logical-replication-publication.html"),
    ])

  func findings(_ facts: Facts) -> [Finding] {
    let kept = facts.publication?.missingOperations ?? []
    if kept.contains("update"), kept.contains("delete") { return [] }
    return Streams.present(facts).map(\.table).filter {
      $0.kind == .partitioned && !$0.hasImmediatePrimaryKey
    }.map { table in
      finding(
        .warning, table.name.description,
        "a new partition of \(table.name) will have no replica identity",
        why:
          "your application's UPDATE and DELETE that reach it fail until it has one: the publication includes it from its first moment",
        remedies: Self.remedies(table, facts))
    }
  }

  private static func remedies(_ table: Table, _ facts: Facts) -> [Remedy] {
    let root = Leaf(table: table.name, identity: "")
    let partman =
      facts.server.extensions["pg_partman"] == nil || table.replicaIdentity == .full
        || !GeneratedIdentity.allowsFull(table, facts)
      ? [] : [ReplicaIdentityCheck.identity(root, "FULL")]
    return partman + [
      Remedy(
        .text,
        "in the transaction that creates a partition, give it a replica identity: ALTER TABLE … REPLICA IDENTITY …, or by an event trigger (docs/how-to/partitions.md)",
        by: "table owner"),
      Remedy(
        .text, "best in the long run: a primary key of \(table.name), not DEFERRABLE",
        by: "table owner", lock: "ACCESS EXCLUSIVE while its index is built"),
    ]
  }
}
