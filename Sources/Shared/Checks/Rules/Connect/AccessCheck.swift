import Postgres

/// Whether pg_hba.conf admits this role from here to this database.
struct AccessCheck: Check {
  let id = "hba"
  let group = Group.connect
  let page = CheckPage(
    "pg_hba.conf",
    when: "always, for both kinds of session",
    finds: "that no line of pg_hba.conf fits role, address and database",
    why:
      "the word `replication` in the database column matches physical replication only: logical replication connects to a database and needs a line for it",
    severity: "error",
    remedies: [
      "A line `hostssl DATABASE ROLE ADDRESS scram-sha-256`, above any line that rejects.",
      "Then `SELECT pg_reload_conf()`.",
    ],
    topic: .connection,
    sources: [CheckPage.postgres("auth-pg-hba-conf.html")])

  func findings(_ facts: Facts) -> [Finding] {
    guard let refusal = Refusal(facts, .hostBasedAccess) else { return [] }
    return [
      finding(
        .error, "", refusal.found,
        why:
          "the word replication in pg_hba.conf does not match logical replication: it needs a line for the database",
        remedies: [
          Remedy(
            .config,
            "pg_hba.conf: hostssl \(facts.server.database) \(facts.server.role) ADDRESS scram-sha-256",
            by: "server administrator"),
          Remedy(
            .sql, "SELECT pg_reload_conf();", by: "superuser", stage: .settings, isNextStep: true),
        ])
    ]
  }
}
