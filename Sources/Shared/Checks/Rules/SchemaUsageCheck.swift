import Catalog
import Postgres

/// Whether the snapshot may look into the schemas.
struct SchemaUsageCheck: Check {
  let id = "schema-usage"
  let group = Group.role
  let needsConfiguration = true

  func findings(_ facts: Facts) -> [Finding] {
    let role = facts.server.role.quoted
    var seen: Set<Identifier> = []
    return facts.tables.values.sorted { $0.name < $1.name }.compactMap { table in
      guard facts.wantsSnapshot, !table.hasSchemaUsage, seen.insert(table.name.schema).inserted
      else { return nil }
      return Finding(
        .error, id, table.name.schema.text, "no USAGE on schema \(table.name.schema)",
        why: "the snapshot cannot read its tables",
        remedies: [
          Remedy(
            .sql, "GRANT USAGE ON SCHEMA \(table.name.schema.quoted) TO \(role);",
            by: "schema owner")
        ])
    }
  }
}
