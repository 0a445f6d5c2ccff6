import Catalog
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
        // A policy of USING (true) does not help: the snapshot runs with row_security = off,
        // which refuses whatever a policy could touch instead of leaving rows out.
        remedies: [
          Remedy(
            .sql, "ALTER ROLE \(facts.server.role.quoted) BYPASSRLS;",
            by: "superuser, or the provider's administrator"),
          Remedy(
            .sql,
            "GRANT \(facts.tables[table]?.owner.quoted ?? "owner") TO \(facts.server.role.quoted);"
              + "   -- its owner sees every row, unless row level security is forced",
            by: "table owner"),
        ])
    }
  }
}
