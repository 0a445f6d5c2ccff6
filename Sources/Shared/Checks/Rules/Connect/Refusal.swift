import Postgres

/// A session that was refused for one of some reasons: the normal one, or the replication session
/// of a role that may have one.
struct Refusal {
  let error: ConnectionError
  /// Whether a normal session was opened, and only the replication session was refused.
  let isReplication: Bool
  /// The evidence, in a sentence.
  var found: String {
    isReplication
      ? "a normal session opens, but replication=database does not: \(error.description)"
      : error.description
  }

  /// Nil if no session was refused for these reasons.
  init?(_ facts: Facts, _ kinds: ConnectionError.Kind...) {
    if let error = facts.connectionError {
      guard kinds.contains(error.kind) else { return nil }
      self.error = error
      isReplication = false
      return
    }
    // The role's missing right has a check of its own.
    guard let error = facts.replicationError, kinds.contains(error.kind),
      ReplicationRoleCheck.mayReplicate(facts)
    else { return nil }
    self.error = error
    isReplication = true
  }

  /// Whether the message has these words; useful only if the state is ambiguous.
  func says(_ words: String) -> Bool { error.message.contains(words) }
}
