import Catalog
import Postgres

/// Whether the old row of an update or delete has a name.
struct ReplicaIdentityCheck: Check {
  let id = "replica-identity"
  let group = Group.tables
  let needsConfiguration = true

  func findings(_ facts: Facts) -> [Finding] {
    var result: [Finding] = []
    for (_, table) in Streams.present(facts) {
      for leaf in facts.leaves[table.name] ?? [] {
        let reason: String
        switch leaf.identity {
        case "no-key": reason = "no primary key"
        case "nothing": reason = "REPLICA IDENTITY NOTHING"
        case "deferrable-key": reason = "its primary key is DEFERRABLE"
        case "index-dropped": reason = "the index of its replica identity was dropped"
        default: continue
        }
        let own = leaf.table == table.name
        let candidates = own ? table.uniqueKeys : []
        var remedies = candidates.map { key in
          Remedy(
            .sql,
            "ALTER TABLE \(leaf.table.quoted) REPLICA IDENTITY USING INDEX \(key.index.quoted);",
            by: "table owner")
        }
        if leaf.identity == "nothing" || leaf.identity == "index-dropped",
          table.hasImmediatePrimaryKey
        {
          remedies.append(
            Remedy(
              .sql, "ALTER TABLE \(leaf.table.quoted) REPLICA IDENTITY DEFAULT;", by: "table owner")
          )
        }
        remedies.append(
          Remedy(.sql, "ALTER TABLE \(leaf.table.quoted) REPLICA IDENTITY FULL;", by: "table owner")
        )
        result.append(
          Finding(
            .error, id, leaf.table.description, "\(leaf.table): \(reason)",
            why: facts.publication == nil
              ? "once published, the application's UPDATE and DELETE on it would fail"
              : "UPDATE and DELETE on it fail while it is published",
            remedies: remedies))
      }
    }
    return result.isEmpty ? [Finding(.ok, id, "", "every table has a replica identity")] : result
  }
}
