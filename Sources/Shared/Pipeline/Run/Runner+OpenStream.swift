import Diagnostics
import Postgres
import Replication
import Start
import System

extension Runner {
  /// Starts to stream, over the sessions of the start where they are given: only those are known
  /// to be with the server that was judged.
  func openStream(
    from position: LSN, over sessions: consuming SessionPair?, isStreaming: Bool
  ) throws -> Connection {
    if var sessions {
      let replication = try sessions.takeReplication()
      try startStreaming(replication, from: position, isStreaming: isStreaming)
      try checkSlot(at: position, over: sessions.query)
      return replication
    }
    let replication = try server.session(replication: true)
    try checkIdentity(ServerIdentity(of: replication))
    try startStreaming(replication, from: position, isStreaming: isStreaming)
    try checkSlot(at: position, over: try server.session())
    return replication
  }

  /// Looks at the slot once it is ours: before, somebody else could still drop or move it.
  private func checkSlot(at position: LSN, over session: borrowing Connection) throws {
    let found = try ReplicationSlot.named(slot, over: session)
    if let reason = StartPlan.reason(against: found, slot, at: position) { throw reason.failure }
  }

  /// A server that answers under the same address may be another one after a failover.
  private func checkIdentity(_ found: ServerIdentity) throws(Failure) {
    guard let known = state, found.systemID != known.systemID || found.timeline != known.timeline
    else { return }
    throw Failure(
      .gap,
      "the server changed while the connection was lost: system identifier"
        + " \(found.systemID), timeline \(found.timeline)", subject: "LSN \(known.position)",
      why: "whether it has everything that was delivered is judged at start",
      remedies: ["start blink-run again: it compares positions and says what to do"])
  }

  private func startStreaming(
    _ session: borrowing Connection, from position: LSN, isStreaming: Bool
  ) throws(ServerError) {
    // The name is quoted twice: as an identifier, and inside the literal of the list.
    let names = Quoting.literal(Identifier(publication).quoted)
    let version = isStreaming ? "proto_version '2', streaming 'on'" : "proto_version '1'"
    let sql =
      "START_REPLICATION SLOT \(Identifier(slot).quoted) LOGICAL \(position)"
      + " (\(version), publication_names \(names))"
    let limit = ContinuousClock.now + server.description.senderTimeout + .seconds(10)
    while true {
      do {
        return try session.startCopy(sql, both: true)
      } catch {
        // A walsender that lost its client holds the slot until it notices.
        guard error.sqlstate == "55006", ContinuousClock.now < limit, !server.stop.isRaised else {
          throw error
        }
        try session.finishFailedCopy()
        _ = Poll.wait(any: [server.stop.descriptor], until: .now + .milliseconds(200))
      }
    }
  }

  /// What it means that the server refuses to stream from `position`.
  func startFailure(_ error: ServerError, _ position: LSN) -> Failure {
    let again = "--resnapshot \(slot)   begins again with a snapshot"
    switch error.sqlstate {
    case "42704", "55000", "58P01":
      return Failure(
        .gap, "slot \(slot) cannot be streamed: \(error.description)", subject: "LSN \(position)",
        why: "the server no longer has the undelivered changes", remedies: [again])
    case "55006":
      return Failure(
        .refused, "slot \(slot) is in use by somebody else: \(error.message)",
        why: "two consumers of one slot would each lose what the other takes",
        remedies: [
          "stop the other consumer (pg_stat_replication shows it)",
          "give this pipeline a slot_name of its own",
        ])
    default: return FailureText.server(error, "starting to stream slot \(slot)")
    }
  }
}
