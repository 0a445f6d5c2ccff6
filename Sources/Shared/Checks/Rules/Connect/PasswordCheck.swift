import Postgres

/// Whether role and password are accepted.
struct PasswordCheck: Check {
  let id = "auth"
  let group = Group.connect
  let page = CheckPage(
    "User and password",
    when: "always",
    finds:
      "that the server rejects the role or its password, that the role may not log in, or that no password was given",
    why:
      "a password whose `VALID UNTIL` has passed is rejected with the same message as a wrong one",
    severity: "error",
    remedies: [
      "Check user and password; `.env`, `PGPASSWORD` and `~/.pgpass` may each bring one.",
      "`ALTER ROLE … LOGIN PASSWORD … VALID UNTIL 'infinity'`, as superuser.",
    ],
    sources: [CheckPage.postgres("auth-password.html"), CheckPage.postgres("sql-alterrole.html")])

  func findings(_ facts: Facts) -> [Finding] {
    guard let refusal = Refusal(facts, .authentication) else { return [] }
    let (why, remedies) = reason(refusal, facts)
    return [finding(.error, "", refusal.found, why: why, remedies: remedies)]
  }

  private func reason(_ refusal: Refusal, _ facts: Facts) -> (why: String, [Remedy]) {
    let role = facts.server.role
    if refusal.says("no password supplied") {
      return (
        "the server requires a password and none was given",
        [
          facts.configuration == nil
            ? Remedy(.command, "export PGPASSWORD='…'   # or a line in ~/.pgpass")
            : Remedy(.config, "password: ${DATABASE_PASSWORD}   # or PGPASSWORD, or ~/.pgpass")
        ]
      )
    }
    if refusal.says("is not permitted to log in") {
      return (
        "the role exists, but without LOGIN",
        [Remedy(.sql, "ALTER ROLE \(role.quoted) LOGIN;", by: "superuser")]
      )
    }
    if refusal.error.sqlstate == "28000", refusal.says("does not exist") {
      return (
        "the server has no such role",
        [
          Remedy(
            .sql, "CREATE ROLE \(role.quoted) LOGIN REPLICATION PASSWORD '…';", by: "superuser"),
          Remedy(.config, "user: a role that exists, upper case included"),
        ]
      )
    }
    if refusal.says("Peer authentication") || refusal.says("Ident authentication") {
      return (
        "pg_hba.conf requires the operating system user to have the role's name",
        [
          Remedy(.config, "host: 127.0.0.1   # another line of pg_hba.conf may ask for a password"),
          Remedy(
            .config, "pg_hba.conf: scram-sha-256 instead of peer or ident, then reload",
            by: "server administrator"),
        ]
      )
    }
    // In another language the state is all there is; a wrong password is 28P01.
    if refusal.error.sqlstate == "28000" {
      return (
        "the role does not exist, or it may not log in",
        [
          Remedy(
            .sql, "CREATE ROLE \(role.quoted) LOGIN REPLICATION PASSWORD '…';", by: "superuser"),
          Remedy(.sql, "ALTER ROLE \(role.quoted) LOGIN;", by: "superuser"),
        ]
      )
    }
    return (
      "the server rejects this role with this password",
      [
        Remedy(.text, "check user and password; an expired password is reported in the same way"),
        Remedy(
          .sql, "ALTER ROLE \(role.quoted) LOGIN PASSWORD '…' VALID UNTIL 'infinity';",
          by: "superuser"),
      ]
    )
  }
}
