import Postgres

/// Whether the database exists and this role may connect to it.
struct DatabaseCheck: Check {
  let id = "database-access"
  let group = Group.connect
  let page = CheckPage(
    "The database",
    when: "always",
    finds: "that the database does not exist, or that the role has no CONNECT on it",
    why: "logical replication reads one database and connects to it",
    severity: "error",
    remedies: [
      "Check the name: it is compared byte for byte, upper case included.",
      "`GRANT CONNECT ON DATABASE … TO …`, as the database's owner.",
    ],
    sources: [CheckPage.postgres("ddl-priv.html")])

  func findings(_ facts: Facts) -> [Finding] {
    guard let refusal = Refusal(facts, .databaseMissing) else { return [] }
    if refusal.sqlstate == "3D000" {
      return [
        finding(
          .error, "", refusal.found, why: "there is no database of this name",
          remedies: [Remedy(.config, "database: the name as it is written in pg_database")])
      ]
    }
    return [
      finding(
        .error, "", refusal.found,
        why: "this role may not connect to the database",
        remedies: [
          Remedy(
            .sql,
            "GRANT CONNECT ON DATABASE \(Identifier(facts.server.database).quoted) TO \(facts.server.role.quoted);",
            by: "database owner")
        ])
    ]
  }
}
