import Catalog
import Postgres
import Settings

/// Whether the snapshot may read the tables and columns.
struct TableSelectCheck: Check {
  let id = "table-select"
  let group = Group.role
  let needsConfiguration = true

  func findings(_ facts: Facts) -> [Finding] {
    guard facts.wantsSnapshot else { return [] }
    let role = facts.server.role.quoted
    return Streams.present(facts).flatMap { stream, table -> [Finding] in
      if table.canSelect { return [] }
      let denied = stream.columns.filter { wanted in
        table.column(named: wanted.name).map { !$0.canSelect } ?? false
      }
      if denied.isEmpty { return [] }
      if denied.count == stream.columns.count {
        return [
          Finding(
            .error, id, table.name.description, "no SELECT on \(table.name)",
            why: "streaming would work, the snapshot would not",
            remedies: [
              Remedy(.sql, "GRANT SELECT ON \(table.name.quoted) TO \(role);", by: "table owner")
            ])
        ]
      }
      return denied.map { column in
        Finding(
          .error, "column-select", "\(table.name).\(column.name)",
          "no SELECT on column \(column.name) of \(table.name)",
          why: "streaming would work, the snapshot would not",
          remedies: [
            Remedy(
              .sql, "GRANT SELECT (\(column.name.quoted)) ON \(table.name.quoted) TO \(role);",
              by: "table owner")
          ])
      }
    }
  }
}
