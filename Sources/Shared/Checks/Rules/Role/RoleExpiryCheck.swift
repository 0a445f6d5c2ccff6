import Postgres

/// Whether the role's password ends soon.
struct RoleExpiryCheck: Check {
  let id = "role-expiry"
  let group = Group.role
  let needs: [FactFamily] = [.role]
  let page = CheckPage(
    "A password that ends",
    when: "always",
    finds: "a `VALID UNTIL` of the role within 30 days, or past",
    why:
      "the password is then refused with the words for a wrong one, at the next connection: perhaps months after the pipeline was set up",
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
          ? "the password of \(role) has ended at \(until)"
          : "the password of \(role) ends in \(seconds / Self.day) days, at \(until)",
        why: "from then on it is refused like a wrong one",
        remedies: [
          Remedy(.sql, "ALTER ROLE \(role.quoted) VALID UNTIL 'infinity';", by: "superuser")
        ])
    ]
  }
}
