import Catalog
import Postgres

/// Whether changes of every stream reach the WAL.
struct TablePersistenceCheck: Check {
  let id = "table-persistence"
  let group = Group.tables
  let needsConfiguration = true
  let needs: [FactFamily] = [.tables]
  let page = CheckPage(
    "Unlogged and temporary tables",
    when: "a file is given",
    finds: "an unlogged or temporary table",
    why: "its changes never reach the WAL",
    severity: "error",
    remedies: ["`ALTER TABLE … SET LOGGED`, as its owner; it rewrites the table."],
    lock: "ACCESS EXCLUSIVE while the table is rewritten",
    sources: [CheckPage.postgres("sql-altertable.html")])

  func findings(_ facts: Facts) -> [Finding] {
    Streams.present(facts).map(\.table).filter { $0.persistence != .permanent }.map { table in
      let kind = table.persistence == .unlogged ? "unlogged" : "temporary"
      return finding(
        .error, table.name.description, "\(table.name) is \(kind)",
        why: "its changes never reach the WAL",
        remedies: table.persistence == .unlogged
          ? [
            Remedy(
              .sql, "ALTER TABLE \(table.name.quoted) SET LOGGED;   -- rewrites the table",
              by: "table owner", lock: "ACCESS EXCLUSIVE while the table is rewritten",
              stage: .tables)
          ] : [Remedy(.config, "remove the stream from the file")])
    }
  }
}
