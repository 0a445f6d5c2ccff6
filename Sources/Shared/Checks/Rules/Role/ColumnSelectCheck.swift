import Catalog
import Postgres

/// Whether the snapshot may read every column of the file.
struct ColumnSelectCheck: Check {
  let id = "column-select"
  let group = Group.role
  let needsConfiguration = true
  let needs: [FactFamily] = [.tables]
  let page = CheckPage(
    "SELECT on columns",
    when: "a snapshot is due",
    finds:
      "a column of the file that this role may not read, in a table with other columns that it may read",
    why: "streaming would work, but the snapshot would fail",
    severity: "error",
    remedies: [
      "`GRANT SELECT (column) ON … TO …`, as the table's owner.",
      "Or remove the column from the file.",
    ],
    sources: [CheckPage.postgres("ddl-priv.html")])

  func findings(_ facts: Facts) -> [Finding] {
    guard facts.wantsSnapshot else { return [] }
    return Streams.present(facts).flatMap { stream, table -> [Finding] in
      let denied = Streams.denied(stream, table)
      if denied.isWhole { return [] }
      return denied.columns.map { column in
        finding(
          .error, "\(table.name).\(column)",
          "no SELECT privilege on column \(column) of \(table.name)",
          why: "streaming would work, but the snapshot would fail",
          remedies: [
            Remedy(
              .sql,
              "GRANT SELECT (\(column.quoted)) ON \(table.name.quoted) TO \(facts.server.role.quoted);",
              by: "table owner")
          ])
      }
    }
  }
}
