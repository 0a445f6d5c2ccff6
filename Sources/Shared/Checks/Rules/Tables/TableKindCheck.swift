import Catalog
import Postgres
import Settings

/// Whether every stream is a relation with a change stream.
struct TableKindCheck: Check {
  let id = "table-kind"
  let group = Group.tables
  let needsConfiguration = true
  let needs: [FactFamily] = [.tables]
  let page = CheckPage(
    "The kind of table",
    when: "a file is given",
    finds: "a view, materialized view or foreign table; before 13 also a partitioned table",
    why: "it has no change stream: only changes of tables are written to the WAL",
    severity: "error",
    remedies: ["Stream the tables under it."],
    sources: [CheckPage.postgres("logical-replication-restrictions.html")])

  func findings(_ facts: Facts) -> [Finding] {
    (facts.configuration?.streams ?? []).compactMap { stream in
      guard let table = facts.tables[stream.table], !Streams.canStream(table, facts) else {
        return nil
      }
      if table.kind == .partitioned {
        return finding(
          .error, table.name.description,
          "\(table.name) is partitioned, which can be published from 13 on",
          why: "its changes are available under its partitions' names",
          remedies: [Remedy(.config, "stream its partitions")])
      }
      return finding(
        .error, table.name.description, "\(table.name) is not an ordinary table",
        why: "it has no change stream", remedies: [Remedy(.config, "stream the tables under it")])
    }
  }
}
