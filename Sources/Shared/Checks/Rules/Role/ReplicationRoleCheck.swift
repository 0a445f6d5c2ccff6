import Postgres

/// Whether this role may replicate.
struct ReplicationRoleCheck: Check {
  let id = "replication-role"
  let group = Group.role
  let needs: [FactFamily] = [.role]
  let page = CheckPage(
    "The REPLICATION attribute",
    when: "always",
    finds:
      "a role that is not a superuser, has no REPLICATION attribute and is not in a provider's equivalent group",
    why: "without it the role can neither create nor read a replication slot",
    severity: "error",
    remedies: [
      "Grant the role the attribute REPLICATION, or on RDS membership in `rds_replication`."
    ],
    topic: .replicationRight,
    sources: [CheckPage.postgres("role-attributes.html")])

  func findings(_ facts: Facts) -> [Finding] {
    let role = facts.server.role
    if Self.mayReplicate(facts) { return ok("\(role) may replicate") }
    return [
      finding(
        .error, role.text, "role \(role) may not replicate",
        why: "it can neither create nor read a replication slot",
        remedies: facts.provider.grantReplication(to: role.quoted))
    ]
  }

  /// On RDS the attribute stays false: membership in rds_replication replaces it.
  static func mayReplicate(_ facts: Facts) -> Bool {
    facts.server.isSuperuser || facts.server.mayReplicate
      || facts.server.memberOf.contains("rds_replication")
      || facts.server.memberOf.contains("rds_superuser")
  }
}
