import Postgres

/// A session that was refused for one of some reasons: the normal one, or the replication session
/// of a role that may have one.
struct Refusal {
  /// The evidence, in a sentence.
  let found: String
  /// The server's, where it answered.
  let sqlstate: String?

  /// Nil where no session was refused for these reasons.
  init?(_ facts: Facts, _ kinds: ConnectionError.Kind...) {
    if let error = facts.connectionError {
      guard kinds.contains(error.kind) else { return nil }
      found = error.description
      sqlstate = error.sqlstate
      return
    }
    // The role's missing right has a check of its own.
    guard let error = facts.replicationError, kinds.contains(error.kind),
      ReplicationRoleCheck.mayReplicate(facts)
    else { return nil }
    sqlstate = error.sqlstate
    found = "a normal session opens, but replication=database does not: \(error.description)"
  }
}
