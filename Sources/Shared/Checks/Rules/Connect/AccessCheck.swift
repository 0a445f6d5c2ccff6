import Postgres

/// Whether pg_hba.conf admits this role from here to this database.
struct AccessCheck: Check {
  let id = "hba"
  let group = Group.connect
  let page = CheckPage(
    "pg_hba.conf",
    when: "always, for both kinds of session",
    finds:
      "that no line of pg_hba.conf matches the role, address and database, or that one rejects them",
    why:
      "the word `replication` in the database column matches physical replication only: logical replication connects to a database and needs a line for it. Up to 13 the server's own message mentions a replication connection, although a line for the database is what is missing",
    severity: "error",
    remedies: [
      "A line `hostssl DATABASE ROLE ADDRESS scram-sha-256`, above any line that rejects.",
      "Then `SELECT pg_reload_conf()`.",
      "If there is only a `hostssl` line: `sslmode: require`.",
    ],
    topic: .connection,
    sources: [CheckPage.postgres("auth-pg-hba-conf.html")])

  func findings(_ facts: Facts) -> [Finding] {
    guard let refusal = Refusal(facts, .hostBasedAccess) else { return [] }
    let access = AccessRefusal(refusal.error.message)
    let database = Identifier(facts.server.database)
    let role = facts.server.role
    let client = access.isSocket ? "the local socket" : access.address ?? "this machine"
    var found =
      access.isRejected
      ? "a line of pg_hba.conf rejects \(role) from \(client) to database \(database): "
      : "pg_hba.conf has no line for \(role) from \(client) to database \(database): "
    found += refusal.found
    if access.isMisleading {
      found += "; despite this message, a line for the database is missing, not one for replication"
    }
    return [
      finding(
        .error, "", found,
        why:
          "the keyword replication in pg_hba.conf does not match logical replication, which needs a line for the database",
        remedies: facts.provider == .selfManaged
          ? lines(access, facts, refusal) : facts.provider.guide.connection())
    ]
  }

  private func lines(_ access: AccessRefusal, _ facts: Facts, _ refusal: Refusal) -> [Remedy] {
    let database = Identifier(facts.server.database).quoted
    let line = access.line(database: database, role: facts.server.role.quoted)
    var remedies = [
      Remedy(
        .config,
        "pg_hba.conf: \(line)" + (access.isRejected ? "   # above the line that rejects" : ""),
        by: "server administrator"),
      Remedy(
        .sql, "SELECT pg_reload_conf();", by: "superuser", stage: .settings, isNextStep: true),
    ]
    if access.isEncrypted == false {
      remedies.append(
        Remedy(.config, "sslmode: require   # if there is already a hostssl line for it"))
    }
    // Readable only where a normal session was opened.
    for line in facts.accessLines where admits(line, facts) && refusal.isReplication {
      remedies.append(
        Remedy(.text, "line \(line.number) admits the normal session, with \(line.method)"))
    }
    return remedies
  }

  private func admits(_ line: AccessLine, _ facts: Facts) -> Bool {
    !Set(line.databases).isDisjoint(with: ["all", facts.server.database])
      && !Set(line.users).isDisjoint(with: ["all", facts.server.role.text])
  }
}
