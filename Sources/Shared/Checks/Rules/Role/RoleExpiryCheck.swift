import Diagnostics
import Postgres

/// Whether the role's password expires soon.
struct RoleExpiryCheck: Check {
  let id = "role-expiry"
  let group = Group.role
  let needs: [FactFamily] = [.role]
  let page = CheckPage(
    "A password that expires",
    when: "always",
    finds: "a `VALID UNTIL` of the role within 30 days, or in the past",
    why:
      "an expired password is rejected with the same message as a wrong one, at the next connection: perhaps months after the pipeline was set up",
    severity: "warning",
    remedies: ["`ALTER ROLE … VALID UNTIL 'infinity'`, as superuser, or a new password in time."],
    sources: [CheckPage.postgres("sql-alterrole.html")])

  private static let day = 86_400

  func findings(_ facts: Facts) -> [Finding] {
    guard let seconds = facts.server.validSeconds, seconds < 30 * Self.day else { return [] }
    let role = facts.server.role
    let until = facts.server.validUntil ?? ""
    return [
      finding(
        .warning, role.text,
        seconds < 0
          ? "the password of \(role) expired at \(until)"
          : "the password of \(role) expires in \(Amount.count(seconds / Self.day, "day")), at \(until)",
        why: "from then on it is rejected like a wrong one",
        remedies: [
          Remedy(.sql, "ALTER ROLE \(role.quoted) VALID UNTIL 'infinity';", by: "superuser")
        ])
    ]
  }
}
