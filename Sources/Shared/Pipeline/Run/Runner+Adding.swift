import Catalog
import Delivery
import Diagnostics
import Postgres
import Replication
import Settings
import Start
import System

/// Adds streams to a running pipeline: the others are streamed up to the point of a new snapshot, the
/// added ones are copied as of it, and from there all go on together
/// (docs/explanation/start-and-gaps.md).
extension Runner {
  /// Adds the plan's streams, from the start again whenever the connection is lost.
  ///
  /// - Returns: where to stream from.
  mutating func addStreams(
    _ plan: StartPlan, from start: LSN, _ idle: inout SessionPair?
  ) throws(PipelineError) -> LSN {
    guard !pending.isEmpty else { return start }
    var position = start
    var retry = RetryPolicy()
    while true {
      let problem: PipelineError
      do {
        return try addOnce(plan, from: &position, &idle)
      } catch {
        problem = error
      }
      guard problem.consequence == .retry, !server.stop.isRaised else { throw problem }
      reporter.warning(
        "\(problem.failure(in: failureContext).message); the added streams are copied again")
      _ = Poll.wait(any: [server.stop.descriptor], until: .now + retry.pause())
      if server.stop.isRaised { throw .stopped }
    }
  }

  private mutating func addOnce(
    _ plan: StartPlan, from position: inout LSN, _ idle: inout SessionPair?
  ) throws(PipelineError) -> LSN {
    try catchUp(from: &position, &idle)
    let snapshot = AddedSnapshot(server, wake: wake)
    let thread: WorkThread
    do {
      thread = try snapshot.start(copying(plan))
    } catch {
      throw .other(error)
    }
    defer {
      snapshot.abandon()
      thread.join()
    }
    // The slot's creation waits for open write transactions, and nothing is read meanwhile: what was
    // delivered is older than the point.
    try streamUntilEnd(from: position, until: .gate(snapshot.found), &idle)
    position = state?.position ?? position
    guard let point = snapshot.point, position == point else {
      throw .other(
        Failure(.unexpected, "the stream ended at \(position), not where the added streams begin"))
    }
    let look = try lookAtPending()
    reporter.note(
      "snapshot of \(Amount.count(pending.count, "table")) at \(point); the other streams wait"
        + " there")
    snapshot.allowCopy()
    try streamUntilEnd(from: point, until: .gate(snapshot.copied), &idle)
    try finishAdding(plan, at: point, look)
    return point
  }

  /// Streams the others for as long as a new slot would have to wait for long transactions.
  private mutating func catchUp(
    from position: inout LSN, _ idle: inout SessionPair?
  ) throws(PipelineError) {
    var isAnnounced = false
    while true {
      let (current, blockers) = try present()
      if case .lsn(let end) = options.endPosition, end <= current {
        throw .other(
          Failure(
            .refused, "the end position \(end) is before the point where the added streams begin",
            subject: "at least LSN \(current)",
            why: "they are copied as of now, and the other streams have to be there first",
            remedies: ["leave --endpos out, or write --endpos current"]))
      }
      try streamUntilEnd(from: position, until: .at(current), &idle)
      position = state?.position ?? position
      let old = blockers.filter { $0.gid != nil || $0.seconds ?? 0 >= 10 }
      if old.isEmpty { return }
      if !isAnnounced { announce(old) }
      isAnnounced = true
      try streamUntilEnd(from: position, until: .after(.seconds(10)), &idle)
      position = state?.position ?? position
    }
  }

  /// Where the server is, and what a new slot would wait for.
  private func present() throws(PipelineError) -> (LSN, [WriteBlocker]) {
    let session = try openSession()
    do {
      let current = try EndPositionSettling.current(server, over: session)
      let rows = try session.query(WriteBlocker.statement(version: session.serverVersion))
      return (current, WriteBlocker.read(rows, role: Identifier(session.user)))
    } catch {
      throw .server(error, doing: "finding the current position")
    }
  }

  private func openSession() throws(PipelineError) -> Connection {
    do {
      return try server.session()
    } catch {
      throw .connection(error)
    }
  }

  /// Looks at the added tables: what is found different later happened behind the snapshot's point.
  private func lookAtPending() throws(PipelineError) -> CatalogLook {
    let look = try look(over: try openSession())
    for name in pending.sorted(by: { $0.description < $1.description }) {
      let known = tables.first { $0.name == name }?.oid
      guard let known, look.table(named: name)?.identity.oid == known else {
        throw .other(
          Failure(
            .refused, "\(TerminalText.sanitized(name.description)) changed while it was added",
            why: "it is not the table any more that this start has looked at",
            remedies: ["start blink-run again"]))
      }
    }
    return look
  }

  /// What the snapshot's thread does once the others have come to its point.
  private func copying(_ plan: StartPlan) -> AddedSnapshot.Copy {
    let tables = snapshotTables(plan.facts.publication).filter { pending.contains($0.name) }
    let rows = expectedRows(pending)
    let (delivery, wake, reporter, figures) = (delivery, wake, reporter, figures)
    let (workers, batch, slot) = (
      configuration.source.snapshotWorkers, configuration.source.snapshotBatchSize, self.slot
    )
    return { created, holder, server throws(PipelineError) in
      let guardian = SlotGuard(
        server: server, slot: slot, point: created.consistentPoint, reporter: reporter)
      let snapshot = Snapshot(
        server: server, delivery: delivery, wake: wake, reporter: reporter, figures: figures,
        workers: workers, rowsPerWorker: batch,
        whileCopying: { () throws(PipelineError) in try guardian.look() })
      figures.beginSnapshot(tables: tables.count, expectedRows: rows)
      try snapshot.copy(
        tables, exported: created.snapshotName ?? "", at: created.consistentPoint, holder: holder)
    }
  }

  /// Records that the added streams are there, from the snapshot's point on.
  private mutating func finishAdding(
    _ plan: StartPlan, at point: LSN, _ look: CatalogLook
  ) throws(PipelineError) {
    tracked += plan.tracked(from: point, in: look).filter { pending.contains($0.name) }
    let added = pending
    pending = []
    try record(.streaming, at: point)
    watch?.close()
    watch = nil
    // Events before the snapshot mean nothing to the stream after it.
    sinkPosition = nil
    reporter.note(
      "\(Amount.count(added.count, "stream")) copied; all streams go on from \(point)")
  }
}
