import Postgres

/// Whether a replication session can be opened where a normal one can.
struct ReplicationConnectCheck: Check {
  let id = "replication-connect"
  let group = Group.connect
  let needsConfiguration = false

  func findings(_ facts: Facts) -> [Finding] {
    guard facts.connectionError == nil else { return [] }
    guard let error = facts.replicationError else {
      return [Finding(.ok, id, "", "replication session opened")]
    }
    // The role's missing right has a finding of its own.
    if !RoleCheck.mayReplicate(facts) { return [] }
    var finding = ConnectionAdvice.finding(error, facts)
    finding.found =
      "a normal session opens, but replication=database does not: \(error.description)"
    return [finding]
  }
}
