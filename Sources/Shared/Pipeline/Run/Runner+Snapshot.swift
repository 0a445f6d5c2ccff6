import Catalog
import Delivery
import Diagnostics
import Postgres
import Replication
import Settings
import Start
import System

extension Runner {
  /// Takes the first snapshot, from the start again whenever the connection is lost. The sessions
  /// are closed afterwards: during a long copy they are silent for so long that a firewall may
  /// drop them.
  ///
  /// - Returns: where to stream from; nil if a signal ended it.
  mutating func snapshotUntilDone(
    _ plan: StartPlan, _ idle: inout SessionPair?, _ judge: Judge
  ) throws(PipelineError) -> LSN? {
    var plan = plan
    var retry = RetryPolicy()
    while true {
      let problem: PipelineError
      var sessions = if let open = idle.take() { open } else { try openSessions(isLost: true) }
      do {
        return try snapshotOnce(plan, &sessions)
      } catch {
        problem = error
      }
      if server.stop.isRaised { return nil }
      guard problem.consequence == .retry else { throw problem }
      reporter.warning("\(problem.failure(in: failureContext).message); trying again")
      _ = Poll.wait(any: [server.stop.descriptor], until: .now + retry.pause())
      if server.stop.isRaised { return nil }
      sessions = try openSessions(isLost: true)
      if case .promotion(_, let pid) = problem { try waitForEnd(of: pid, sessions.query) }
      // What exists now decides, as at start.
      plan = try self.plan(judge, &sessions)
      if let position = try begin(plan, &sessions) { return position }
      idle = consume sessions
    }
  }

  /// The server does not notice at once that its client is gone.
  private func waitForEnd(
    of pid: Int32, _ session: borrowing Connection
  ) throws(PipelineError) {
    let sql = "SELECT 1 FROM pg_catalog.pg_stat_activity WHERE pid = $1::int"
    do {
      while try session.query(sql, ["\(pid)"]).count > 0 {
        _ = Poll.wait(any: [server.stop.descriptor], until: .now + .milliseconds(100))
      }
    } catch {
      throw .server(error, doing: "looking for slot \(slot)")
    }
  }

  /// One epoch: temporary slot, copy, permanent slot (docs/explanation/snapshot-handoff.md).
  private mutating func snapshotOnce(
    _ plan: StartPlan, _ sessions: inout SessionPair
  ) throws(PipelineError) -> LSN {
    guard server.description.version >= 120_000 else {
      throw .other(
        Failure(
          .refused, "a first snapshot needs PostgreSQL 12 or later",
          why: "older servers cannot copy a slot",
          remedies: ["write stream_snapshot: false, and load the existing rows another way"]))
    }
    try ensurePublication(plan, sessions.query)
    announce(plan.facts.blockers)
    let holder = try replication(of: &sessions)
    let temporary = "blink_tmp_" + SlotName.random(12)
    let created: SlotCommands.Created
    do {
      created = try SlotCommands.create(temporary, temporary: true, over: holder)
    } catch {
      throw .server(error, doing: "creating the snapshot's temporary slot")
    }
    let point = created.consistentPoint
    reporter.note(
      "snapshot of \(Amount.count(configuration.streams.count, "table")) at \(point), for slot \(slot)"
    )
    identify(plan, from: point, try look(over: sessions.query))
    try record(.snapshot, at: point)
    let snapshot = Snapshot(
      server: server, delivery: delivery, wake: wake, reporter: reporter, figures: figures,
      workers: configuration.source.snapshotWorkers,
      rowsPerWorker: configuration.source.snapshotBatchSize)
    let copied = snapshotTables(plan.facts.publication)
    figures.beginSnapshot(
      tables: copied.count, expectedRows: expectedRows(Set(configuration.streams.map(\.table))))
    try snapshot.copy(
      copied, exported: created.snapshotName ?? "", at: point,
      holder: holder)
    try record(.promoting, at: point)
    let promoted = try promote(temporary, at: point)
    guard let promoted, promoted.slot.confirmed == point, promoted.slot.plugin == "pgoutput",
      !promoted.slot.isTemporary, promoted.slot.database == promoted.database
    else {
      throw .other(
        Failure(
          .gap, "slot \(slot) is not the copy of the snapshot's slot", subject: "LSN \(point)",
          why: "changes between the snapshot and the slot would be missing",
          remedies: [Advice.resnapshot(slot)]))
    }
    try record(.streaming, at: point)
    // Events before the snapshot mean nothing to the stream after it.
    sinkPosition = nil
    reporter.note("snapshot finished; slot \(slot) created, streaming from \(point)")
    return point
  }

  /// Copies the temporary slot to the permanent one.
  ///
  /// - Returns: what the server says of the new slot, and the session's database.
  private mutating func promote(
    _ temporary: String, at point: LSN
  ) throws(PipelineError) -> (slot: ReplicationSlot, database: String)? {
    let promoter = try promotionSession()
    do {
      try SlotCommands.promote(temporary, to: slot, over: promoter)
      let database = promoter.database
      return try ReplicationSlot.named(slot, over: promoter).map { ($0, database) }
    } catch {
      // Whether the slot is permanent is unknown: the state stays as it is.
      if error.connectionLost { throw .promotion(error, pid: promoter.backendProcessID) }
      // Nothing is permanent: the snapshot counts as not taken.
      try record(.snapshot, at: point)
      throw .server(error, doing: "making slot \(slot) permanent")
    }
  }

  /// Rows of tables, as the planner estimates them; nil if one was never analyzed.
  func expectedRows(_ names: Set<QualifiedName>) -> Int? {
    var sum = 0
    for name in names {
      let table = tables.first { $0.name == name }
      guard let rows = table?.estimatedRows else { return nil }
      sum += rows
    }
    return sum
  }

  /// A signal no longer stops what is nearly done: the slot is created, then streaming ends.
  private func promotionSession() throws(PipelineError) -> Connection {
    do {
      return try server.session(interruptible: false)
    } catch {
      throw .connection(error)
    }
  }

  func snapshotTables(_ publication: Publication?) -> [SnapshotTable] {
    let planner = RelationPlanner(configuration: configuration, tables: tables)
    return configuration.streams.compactMap { stream in
      guard let table = tables.first(where: { $0.name == stream.table }) else { return nil }
      // A generated column is in the snapshot if it is in the stream (18 and later).
      let published = Set(publication?.tables[stream.table]?.columns ?? [])
      let columns = stream.columns.compactMap { column in
        table.columns.first {
          $0.name == column.name && ($0.generated == nil || published.contains($0.name))
        }
      }
      let shape = columns.map { (name: $0.name, type: $0.type, isIdentity: false) }
      guard let encoder = planner.encoder(for: stream.table, columns: shape) else { return nil }
      return SnapshotTable(
        stream: stream.written, table: stream.table, oid: table.oid, columns: columns.map(\.name),
        isPlain: table.kind == .table, hasGenerated: columns.contains { $0.generated != nil },
        filter: publication?.tables[stream.table]?.rowFilter,
        encoder: encoder)
    }
  }
}
