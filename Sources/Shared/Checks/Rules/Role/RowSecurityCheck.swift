import Catalog
import Postgres

/// Whether policies hide rows from the snapshot.
struct RowSecurityCheck: Check {
  let id = "rls-hides-rows"
  let group = Group.role
  let needsConfiguration = true
  let needs: [FactFamily] = [.streams]
  let page = CheckPage(
    "Row level security",
    when: "a snapshot is due",
    finds: "a table whose row level security applies to this role",
    why: "the snapshot would miss rows that later appear in the stream, which ignores policies",
    severity: "error",
    remedies: [
      "`ALTER ROLE … BYPASSRLS`, as superuser or the provider's administrator.",
      "Membership in the table's owner, unless row level security is forced or the owner is a superuser.",
      "A policy of USING (true) does not help: the snapshot runs with `row_security = off`, which fails wherever a policy would apply.",
    ],
    sources: [CheckPage.postgres("ddl-rowsecurity.html")])

  func findings(_ facts: Facts) -> [Finding] {
    guard facts.wantsSnapshot else { return [] }
    let role = facts.server.role.quoted
    return facts.hiddenRows.sorted().map { table in
      finding(
        .error, table.description, "row level security hides rows of \(table) from this role",
        why: "the snapshot would miss rows that later appear in the stream",
        // A policy of USING (true) does not help: the snapshot runs with row_security = off,
        // which fails wherever a policy would apply instead of omitting rows.
        remedies: [
          Remedy(
            .sql, "ALTER ROLE \(role) BYPASSRLS;",
            by: "superuser, or the provider's administrator")
        ] + membership(table, role, facts))
    }
  }

  /// Membership in the owner, where that alone shows every row and no more than that.
  private func membership(
    _ table: QualifiedName, _ role: String, _ facts: Facts
  ) -> [Remedy] {
    guard let found = facts.tables[table], !found.forcesRowSecurity, !found.isOwner,
      facts.streams[table]?.isOfSuperuser == false
    else { return [] }
    return [
      Remedy(
        .sql, "GRANT \(found.owner.quoted) TO \(role);   -- its owner sees every row",
        by: "superuser, or a role with ADMIN OPTION on the owner")
    ]
  }
}
