import Postgres

/// Whether a replication session can be opened where a normal one can.
struct ReplicationConnectCheck: Check {
  let id = "replication-connect"
  let group = Group.connect
  let causes = ["replication-role"]
  let page = CheckPage(
    "A replication session",
    when: "a normal session opens",
    finds: "that `replication=database` is refused, for a reason without an id of its own",
    why: "the stream of changes is read through such a session",
    severity: "error",
    sideEffects: "opens and closes one replication session",
    remedies: [
      "Read the message: it is the server's own.",
      "A managed server may require its own setting for logical replication first.",
    ],
    topic: .replicationRight,
    sources: [CheckPage.postgres("protocol-replication.html")])

  func findings(_ facts: Facts) -> [Finding] {
    guard facts.connectionError == nil else { return [] }
    guard let error = facts.replicationError else {
      guard facts.replication != nil else { return [] }
      return ok("replication session opened")
    }
    // The others have checks of their own.
    guard [.replicationRefused, .other, .interrupted].contains(error.kind) else { return [] }
    return [
      finding(
        .error, "",
        "a normal session opens, but replication=database does not: \(error.description)",
        why: "the stream is read through such a session",
        remedies: facts.provider.grantReplication(to: facts.server.role.quoted))
    ]
  }
}
