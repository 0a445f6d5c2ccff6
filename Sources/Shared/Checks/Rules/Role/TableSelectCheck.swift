import Catalog
import Postgres

/// Whether the snapshot may read the tables.
struct TableSelectCheck: Check {
  let id = "table-select"
  let group = Group.role
  let needsConfiguration = true
  let needs: [FactFamily] = [.tables]
  let page = CheckPage(
    "SELECT on tables",
    when: "a snapshot is due",
    finds: "a table of the file without SELECT for this role on any of the file's columns",
    why: "streaming would work, but the snapshot would fail",
    severity: "error",
    remedies: [
      "`GRANT SELECT ON … TO …`, as the table's owner.",
      "`ALTER DEFAULT PRIVILEGES IN SCHEMA … GRANT SELECT ON TABLES TO …` for future tables.",
    ],
    sources: [CheckPage.postgres("ddl-priv.html")])

  func findings(_ facts: Facts) -> [Finding] {
    guard facts.wantsSnapshot else { return [] }
    return Streams.present(facts).filter { Streams.denied($0, $1).isWhole }.map { _, table in
      finding(
        .error, table.name.description, "no SELECT privilege on \(table.name)",
        why: "streaming would work, but the snapshot would fail",
        remedies: [
          Remedy(
            .sql, "GRANT SELECT ON \(table.name.quoted) TO \(facts.server.role.quoted);",
            by: "table owner")
        ])
    }
  }
}
