import Delivery
import Diagnostics
import Postgres
import Replication
import Start
import System

extension Runner {
  /// Starts to stream, over the sessions of the start if they are given: only those are known to
  /// belong to the server that was judged.
  mutating func openStream(
    from position: LSN, over sessions: consuming SessionPair?, isStreaming: Bool
  ) throws(PipelineError) -> Connection {
    let isNew = sessions == nil
    var pair = if let sessions { sessions } else { try reconnect() }
    let replication = try replication(of: &pair)
    if isNew { try checkIdentity(of: replication, pair.query) }
    try startStreaming(replication, from: position, isStreaming: isStreaming)
    try checkSlot(at: position, over: pair.query)
    return replication
  }

  private func reconnect() throws(PipelineError) -> SessionPair {
    do {
      return server.pair(with: try server.session())
    } catch {
      throw .connection(error)
    }
  }

  /// Looks at the slot once it is ours: before, another session could still drop or move it.
  private func checkSlot(
    at position: LSN, over session: borrowing Connection
  ) throws(PipelineError) {
    let found: ReplicationSlot?
    do {
      found = try ReplicationSlot.named(slot, over: session)
    } catch {
      throw .server(error, doing: "looking at slot \(slot)")
    }
    if let reason = StartPlan.reason(against: found, slot, at: position) {
      throw .other(reason.failure)
    }
  }

  /// A server that answers under the same address may be another one after a failover. One that was
  /// promoted with everything that was delivered goes on.
  private mutating func checkIdentity(
    of session: borrowing Connection, _ query: borrowing Connection
  ) throws(PipelineError) {
    guard let known = state else { return }
    let found: ServerIdentity
    let point: LSN?
    let row: ReplicationSlot?
    do {
      found = try ServerIdentity(of: session)
      guard found.systemID != known.systemID || found.timeline != known.timeline else { return }
      point = try found.switchPoint(from: known.timeline, over: session)
      row = try ReplicationSlot.named(slot, over: query)
    } catch {
      throw .server(error, doing: "asking the server for its identity")
    }
    guard found.systemID == known.systemID, let point else { throw .other(changed(found, known)) }
    if let reason = StartPlan.leftBehind(
      point, from: known.timeline, at: known.position, row, slot)
    {
      throw .other(reason.failure)
    }
    reporter.note(
      "the server was promoted at \(point): timeline \(found.timeline), which has everything that was"
        + " delivered")
    identity = found
    try record(.streaming, at: known.position)
  }

  private func changed(_ found: ServerIdentity, _ known: PipelineState) -> Failure {
    Failure(
      .gap,
      "the server changed while the connection was lost: system identifier"
        + " \(found.systemID), timeline \(found.timeline)", subject: "LSN \(known.position)",
      why: "only a start checks whether it has everything that was delivered",
      remedies: ["start blink-run again: it compares positions and says what to do"])
  }

  private func startStreaming(
    _ session: borrowing Connection, from position: LSN, isStreaming: Bool
  ) throws(PipelineError) {
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
        if server.stop.isRaised { throw .stopped }
        // A walsender that lost its client holds the slot until it notices.
        guard error.isInUse, ContinuousClock.now < limit else { throw .start(error, at: position) }
        do {
          try session.finishFailedCopy()
        } catch {
          throw .start(error, at: position)
        }
        _ = Poll.wait(any: [server.stop.descriptor], until: .now + .milliseconds(200))
      }
    }
  }
}
