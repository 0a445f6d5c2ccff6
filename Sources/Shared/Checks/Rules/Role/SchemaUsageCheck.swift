import Catalog
import Postgres

/// Whether the snapshot has USAGE on the schemas.
struct SchemaUsageCheck: Check {
  let id = "schema-usage"
  let group = Group.role
  let needsConfiguration = true
  let needs: [FactFamily] = [.tables]
  let page = CheckPage(
    "USAGE on schemas",
    when: "a snapshot is due",
    finds: "a schema of the file without USAGE for this role",
    why:
      "the snapshot reads the tables with SELECT, which requires USAGE on their schema; streaming does not",
    severity: "error",
    remedies: ["`GRANT USAGE ON SCHEMA … TO …`, as the schema's owner."],
    sources: [CheckPage.postgres("ddl-priv.html")])

  func findings(_ facts: Facts) -> [Finding] {
    guard facts.wantsSnapshot else { return [] }
    var seen: Set<Identifier> = []
    return facts.tables.values.sorted { $0.name < $1.name }.compactMap { table in
      let schema = table.name.schema
      guard !table.hasSchemaUsage, seen.insert(schema).inserted else { return nil }
      return finding(
        .error, schema.text, "no USAGE privilege on schema \(schema)",
        why: "the snapshot cannot read its tables",
        remedies: [
          Remedy(
            .sql, "GRANT USAGE ON SCHEMA \(schema.quoted) TO \(facts.server.role.quoted);",
            by: "schema owner")
        ])
    }
  }
}
