import Catalog
import Postgres
import Settings

/// Whether events have a key.
struct PrimaryKeyCheck: Check {
  let id = "primary-key"
  let group = Group.tables
  let needsConfiguration = true
  let needs: [FactFamily] = [.tables]
  let page = CheckPage(
    "Keys of events",
    when: "a file is given",
    finds: "a stream without a column with `pk: true`",
    why: "events have no key, so a consumer cannot identify the row that changed",
    severity: "warning",
    remedies: ["`pk: true` on the columns that identify a row.", "A primary key in the table."],
    lock: "ACCESS EXCLUSIVE while the index of a new primary key is built",
    sources: [CheckPage.postgres("ddl-constraints.html")])

  func findings(_ facts: Facts) -> [Finding] {
    Streams.present(facts).filter { !$0.stream.columns.contains(where: \.pk) }.map { _, table in
      finding(
        .warning, table.name.description, "no column of \(table.name) has pk: true",
        why: "events have no key, so a consumer cannot identify the row that changed",
        remedies: [Remedy(.config, "pk: true on the columns that identify a row")])
    }
  }
}
