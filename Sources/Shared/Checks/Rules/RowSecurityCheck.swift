import Postgres

/// Whether policies hide rows from the snapshot.
struct RowSecurityCheck: Check {
  let id = "rls-hides-rows"
  let group = Group.role
  let needsConfiguration = true

  func findings(_ facts: Facts) -> [Finding] {
    guard facts.wantsSnapshot else { return [] }
    return facts.hiddenRows.sorted().map { table in
      Finding(
        .error, id, table.description, "row level security hides rows of \(table) from this role",
        why: "the snapshot would miss rows that the stream later changes",
        remedies: [
          Remedy(
            .sql,
            "CREATE POLICY blink_reads ON \(table.quoted) FOR SELECT TO \(facts.server.role.quoted) USING (true);",
            by: "table owner"),
          Remedy(.sql, "ALTER ROLE \(facts.server.role.quoted) BYPASSRLS;", by: "superuser"),
        ])
    }
  }
}
