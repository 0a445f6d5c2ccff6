import Postgres

/// Whether this role may replicate.
struct RoleCheck: Check {
  let id = "replication-role"
  let group = Group.role
  let needsConfiguration = false

  func findings(_ facts: Facts) -> [Finding] {
    if Self.mayReplicate(facts) {
      return [Finding(.ok, id, "", "\(facts.server.role) may replicate")]
    }
    return [
      Finding(
        .error, id, facts.server.role.text, "role \(facts.server.role) may not replicate",
        why: "it can neither make nor read a replication slot",
        remedies: [facts.provider.grantReplication(to: facts.server.role.quoted)])
    ]
  }

  /// On RDS the attribute stays false: membership in rds_replication is the right.
  static func mayReplicate(_ facts: Facts) -> Bool {
    facts.server.isSuperuser || facts.server.mayReplicate
      || facts.server.memberOf.contains("rds_replication")
      || facts.server.memberOf.contains("rds_superuser")
  }
}
