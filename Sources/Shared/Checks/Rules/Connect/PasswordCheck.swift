import Postgres

/// Whether role and password are accepted.
struct PasswordCheck: Check {
  let id = "auth"
  let group = Group.connect
  let page = CheckPage(
    "User and password",
    when: "always",
    finds: "that the server refuses the role, its password, or that no password is given",
    why: "a password whose `VALID UNTIL` has passed is refused with the same words as a wrong one",
    severity: "error",
    remedies: [
      "Check user and password; `.env`, `PGPASSWORD` and `~/.pgpass` may each bring one.",
      "`ALTER ROLE … LOGIN PASSWORD … VALID UNTIL 'infinity'`, as superuser.",
      "`CREATE ROLE … LOGIN REPLICATION PASSWORD …`, where there is no such role.",
    ],
    sources: [CheckPage.postgres("auth-password.html"), CheckPage.postgres("sql-alterrole.html")])

  func findings(_ facts: Facts) -> [Finding] {
    guard let refusal = Refusal(facts, .authentication) else { return [] }
    let role = facts.server.role.quoted
    // A wrong password is 28P01.
    if refusal.sqlstate == "28000" {
      return [
        finding(
          .error, "", refusal.found, why: "the role does not exist, or it may not log in",
          remedies: [
            Remedy(.sql, "CREATE ROLE \(role) LOGIN REPLICATION PASSWORD '…';", by: "superuser"),
            Remedy(.sql, "ALTER ROLE \(role) LOGIN;", by: "superuser"),
          ])
      ]
    }
    return [
      finding(
        .error, "", refusal.found, why: "the server refuses this role with this password",
        remedies: [
          Remedy(.text, "check user and password; an expired password looks the same"),
          Remedy(
            .sql,
            "ALTER ROLE \(role) LOGIN PASSWORD '…' VALID UNTIL 'infinity';",
            by: "superuser"),
        ])
    ]
  }
}
