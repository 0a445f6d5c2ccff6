import Catalog
import Postgres
import Settings

/// Whether events have a key.
struct PrimaryKeyCheck: Check {
  let id = "primary-key"
  let group = Group.tables
  let needsConfiguration = true
  let needs: [FactFamily] = [.tables, .leaves]
  let page = CheckPage(
    "Keys of events",
    when: "a file is given",
    finds:
      "a stream without a column with `pk: true`, also if that is because the primary key has a generated column",
    why:
      "events have no key, so a consumer cannot identify the row that changed; if the replica identity has a generated column, which events do not contain, not even `before` names the row",
    severity: "warning",
    remedies: [
      "`pk: true` on the columns that identify a row.", "A primary key in the table.",
      "If the replica identity has a generated column: `ALTER TABLE … REPLICA IDENTITY …` with another one.",
    ],
    lock: "ACCESS EXCLUSIVE while the index of a new primary key is built",
    sources: [CheckPage.postgres("ddl-constraints.html")])

  func findings(_ facts: Facts) -> [Finding] {
    Streams.present(facts).filter { !$0.stream.columns.contains(where: \.pk) }.map { _, table in
      let generated = table.columns.filter { $0.generated != nil }.map(\.name)
      let nameless = Streams.own(facts, table).filter { leaf in
        leaf.hasIdentity && leaf.identity != "full"
          && leaf.identityColumns.contains(where: generated.contains)
      }
      return finding(
        .warning, table.name.description, "no column of \(table.name) has pk: true",
        why: nameless.isEmpty
          ? "events have no key, so a consumer cannot identify the row that changed"
          : "no event names the row that changed: the replica identity has a generated column, which events do not contain",
        remedies: nameless.flatMap { leaf in
          ReplicaIdentityCheck.remedies(leaf, table, facts).filter { $0.kind == .sql }
        } + [Remedy(.config, "pk: true on the columns that identify a row")])
    }
  }
}
