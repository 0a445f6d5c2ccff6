import Postgres

/// Whether the database exists and this role may connect to it.
struct DatabaseCheck: Check {
  let id = "database-access"
  let group = Group.connect
  let page = CheckPage(
    "The database",
    when: "always",
    finds:
      "that the database does not exist, does not accept connections, or that the role has no CONNECT privilege on it",
    why: "logical replication reads one database and connects to it",
    severity: "error",
    remedies: [
      "Check the name: it is compared byte for byte, upper case included.",
      "`GRANT CONNECT ON DATABASE … TO …`, as the database's owner.",
    ],
    sources: [CheckPage.postgres("ddl-priv.html")])

  func findings(_ facts: Facts) -> [Finding] {
    guard let refusal = Refusal(facts, .databaseMissing) else { return [] }
    let (why, remedy) = reason(refusal, Identifier(facts.server.database), facts.server.role)
    return [
      finding(.error, "", refusal.found, why: why, remedies: [remedy])
    ]
  }

  private func reason(
    _ refusal: Refusal, _ database: Identifier, _ role: Identifier
  ) -> (why: String, Remedy) {
    switch refusal.error.sqlstate {
    case "42501":
      (
        "the role has no CONNECT privilege on the database",
        Remedy(
          .sql, "GRANT CONNECT ON DATABASE \(database.quoted) TO \(role.quoted);",
          by: "database owner")
      )
    case "55000":
      (
        "the database does not accept connections, like template0",
        Remedy(
          .sql, "ALTER DATABASE \(database.quoted) ALLOW_CONNECTIONS true;", by: "database owner")
      )
    default:
      (
        "the server has no database with that name",
        Remedy(.config, "database: the name as it is written in pg_database")
      )
    }
  }
}
