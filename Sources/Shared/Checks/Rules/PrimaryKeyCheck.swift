import Postgres
import Catalog
import Settings

/// Whether events have a key.
struct PrimaryKeyCheck: Check {
  let id = "primary-key"
  let group = Group.tables
  let needsConfiguration = true

  func findings(_ facts: Facts) -> [Finding] {
    Streams.present(facts).filter { !$0.stream.columns.contains(where: \.pk) }.map { _, table in
      Finding(
        .warning, id, table.name.description, "no column of \(table.name) is pk: true",
        why: "events have no key, so a consumer cannot tell which row they are about",
        remedies: [Remedy(.config, "pk: true on the columns that name a row")])
    }
  }
}
