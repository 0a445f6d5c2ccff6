import Catalog
import Postgres

/// Whether the old row of an update or delete can be identified.
struct ReplicaIdentityCheck: Check {
  let id = "replica-identity"
  let group = Group.tables
  let needsConfiguration = true
  let needs: [FactFamily] = [.tables, .leaves]
  let page = CheckPage(
    "Replica identity",
    when: "a file is given; every partition is checked individually",
    finds:
      "a table without a primary key, with a deferrable one, with REPLICA IDENTITY NOTHING, whose identity index was dropped, or, from PostgreSQL 18, with REPLICA IDENTITY FULL and a virtual generated column",
    why: "once such a table is published, the application's own UPDATE and DELETE on it fail",
    severity:
      "error if blink-run would publish the table, warning if it is already published",
    remedies: [
      "`ALTER TABLE … REPLICA IDENTITY USING INDEX …`: a unique index on NOT NULL columns, if there is one.",
      "`ALTER TABLE … REPLICA IDENTITY FULL`: every old row is written to the WAL.",
      "Best in the long run: a primary key that is not DEFERRABLE.",
      "For each partition individually, including later ones: the setting of a partitioned table does not affect its partitions, but its primary key does. FULL also for the partitioned table itself.",
    ],
    lock: "ACCESS EXCLUSIVE, briefly",
    sources: [
      CheckPage.postgres("logical-replication-publication.html"),
      CheckPage.postgres("sql-altertable.html"),
    ])

  func findings(_ facts: Facts) -> [Finding] {
    let result = Streams.present(facts).flatMap { _, table -> [Finding] in
      let isPublished = facts.isPublished(table.name)
      return Streams.own(facts, table).filter { leaf in
        // Of one that is published, publication-breaks-writes says it.
        !leaf.hasIdentity
          || (!isPublished && GeneratedIdentity.need(leaf, table, facts) == .never)
      }.map { leaf in
        finding(
          isPublished ? .warning : .error, leaf.table.description,
          "\(leaf.table): \(Self.reason(leaf))",
          why: !isPublished
            ? "once published, your application's UPDATE and DELETE on it would fail"
            : "your application's UPDATE and DELETE on it fail while it is published",
          remedies: Self.remedies(leaf, table, facts))
      }
    }
    return result.isEmpty ? ok("every table has a replica identity") : result
  }

  /// Why there is no replica identity.
  static func reason(_ leaf: Leaf) -> String {
    switch leaf.identity {
    case "nothing": "REPLICA IDENTITY NOTHING"
    case "deferrable-key": "its primary key is DEFERRABLE"
    case "full": "REPLICA IDENTITY FULL has a virtual generated column, which is never published"
    case "index-dropped": "the index of its replica identity was dropped"
    default: "no primary key"
    }
  }

  /// Statements that set a table's replica identity, cheapest first.
  static func remedies(_ leaf: Leaf, _ table: Table, _ facts: Facts) -> [Remedy] {
    var remedies = leaf.candidates.map { identity(leaf, "USING INDEX \($0.quoted)") }
    if leaf.hasImmediateKey, leaf.setting != "d" { remedies.append(identity(leaf, "DEFAULT")) }
    if leaf.identity != "full", GeneratedIdentity.allowsFull(table, facts) {
      remedies += full(table, [leaf])
    }
    if !leaf.hasImmediateKey {
      let name = table.kind == .partitioned ? table.name : leaf.table
      remedies.append(
        Remedy(
          .text,
          "best in the long run: a primary key on the columns that identify a row of \(name), not DEFERRABLE",
          by: "table owner", lock: "ACCESS EXCLUSIVE while its index is built"))
    }
    return remedies
  }

  /// Sets REPLICA IDENTITY FULL where it is not set: of a partition as of its root, which decides
  /// what of an old row an event can contain.
  static func full(_ table: Table, _ leaves: [Leaf]) -> [Remedy] {
    let needsRoot = table.kind == .partitioned && table.replicaIdentity != .full
    let root = needsRoot ? [Leaf(table: table.name, identity: "")] : []
    return steps(leaves.filter { $0.identity != "full" } + root, "FULL")
  }

  /// Sets the replica identity of several tables, one after the other.
  static func steps(_ leaves: [Leaf], _ what: String) -> [Remedy] {
    leaves.enumerated().map { index, leaf in
      var remedy = identity(leaf, what)
      remedy.isNextStep = index > 0
      return remedy
    }
  }

  /// Sets the replica identity of a table.
  static func identity(_ leaf: Leaf, _ what: String) -> Remedy {
    Remedy(
      .sql, "ALTER TABLE \(leaf.table.quoted) REPLICA IDENTITY \(what);", by: "table owner",
      lock: "ACCESS EXCLUSIVE, briefly", stage: .tables)
  }
}
