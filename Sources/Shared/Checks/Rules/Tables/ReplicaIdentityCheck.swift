import Catalog
import Postgres
import Settings

/// Whether the old row of an update or delete has a name.
struct ReplicaIdentityCheck: Check {
  let id = "replica-identity"
  let group = Group.tables
  let needsConfiguration = true
  let needs: [FactFamily] = [.tables, .leaves]
  let page = CheckPage(
    "Replica identity",
    when: "a file is given; every partition is judged by itself",
    finds:
      "a table without a primary key, with a deferrable one, with REPLICA IDENTITY NOTHING, or whose identity index was dropped",
    why: "once such a table is published, the application's own UPDATE and DELETE on it fail",
    severity: "error",
    remedies: [
      "Best: a primary key.",
      "`ALTER TABLE … REPLICA IDENTITY USING INDEX …`: a unique index over NOT NULL columns.",
      "`ALTER TABLE … REPLICA IDENTITY FULL`: every old row goes into the WAL.",
    ],
    lock: "ACCESS EXCLUSIVE for a moment",
    sources: [
      CheckPage.postgres("logical-replication-publication.html"),
      CheckPage.postgres("sql-altertable.html"),
    ])

  /// An existing publication is its owner's own choice.
  func blocks(_ facts: Facts) -> Bool { facts.publication == nil }

  func findings(_ facts: Facts) -> [Finding] {
    let result = Streams.present(facts).flatMap { _, table in
      (facts.leaves[table.name] ?? []).filter { !$0.hasIdentity && !$0.isInherited }.map { leaf in
        finding(
          .error, leaf.table.description, "\(leaf.table): \(Self.reason(leaf))",
          why: facts.publication == nil
            ? "once published, your application's UPDATE and DELETE on it would fail"
            : "your application's UPDATE and DELETE on it fail while it is published",
          remedies: Self.remedies(leaf, table))
      }
    }
    return result.isEmpty ? ok("every table has a replica identity") : result
  }

  /// What is missing, in words.
  static func reason(_ leaf: Leaf) -> String {
    switch leaf.identity {
    case "nothing": "REPLICA IDENTITY NOTHING"
    case "deferrable-key": "its primary key is DEFERRABLE"
    case "index-dropped": "the index of its replica identity was dropped"
    default: "no primary key"
    }
  }

  /// Gives a table a replica identity.
  static func identity(_ what: String, of table: QualifiedName) -> Remedy {
    Remedy(
      .sql, "ALTER TABLE \(table.quoted) REPLICA IDENTITY \(what);", by: "table owner",
      lock: "ACCESS EXCLUSIVE for a moment", stage: .tables)
  }

  /// What gives a table its replica identity, at the least cost.
  static func remedies(_ leaf: Leaf, _ table: Table) -> [Remedy] {
    func identity(_ what: String) -> Remedy { Self.identity(what, of: leaf.table) }
    let candidates = leaf.table == table.name ? table.uniqueKeys : []
    var remedies = candidates.map { identity("USING INDEX \($0.index.quoted)") }
    if leaf.identity == "nothing" || leaf.identity == "index-dropped",
      table.hasImmediatePrimaryKey
    {
      remedies.append(identity("DEFAULT"))
    }
    remedies.append(identity("FULL"))
    return remedies
  }
}
