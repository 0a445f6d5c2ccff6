import Catalog
import Delivery
import Diagnostics
import Postgres
import Replication
import Settings
import Start
import System

extension Runner {
  /// Takes the first snapshot, again and again while only the connection fails. The sessions, which
  /// may be used first, are closed: a long copy leaves them silent for so long that a firewall may
  /// forget them.
  ///
  /// - Returns: where to stream from; nil where a signal ended it.
  mutating func snapshotUntilDone(
    _ plan: StartPlan, _ idle: inout SessionPair?, _ judge: Judge
  ) throws(Failure) -> LSN? {
    var plan = plan
    var retry = RetryPolicy()
    while true {
      let problem: SnapshotError
      var sessions = if let open = idle.take() { open } else { try openSessions(isLost: true) }
      do {
        return try snapshotOnce(plan, &sessions)
      } catch let error as SnapshotError {
        problem = error
      } catch let error as Failure {
        throw error
      } catch {
        throw Failure(.unexpected, "\(error)")
      }
      if server.stop.isRaised { return nil }
      try throwUnlessTransient(problem)
      if case .promotion(let error, _) = problem {
        reporter.warning("connection lost while slot \(slot) was created (\(error.description))")
      } else {
        reporter.warning("the snapshot was cut short and begins again")
      }
      _ = Poll.wait(any: [server.stop.descriptor], until: .now + retry.pause())
      if server.stop.isRaised { return nil }
      sessions = try openSessions(isLost: true)
      if case .promotion(_, let pid) = problem { try waitForEnd(of: pid, sessions.query) }
      // What is there decides, as at start.
      plan = try self.plan(judge, &sessions)
      if let position = try begin(plan, &sessions) { return position }
      idle = consume sessions
    }
  }

  /// The server does not notice at once that nobody waits for its answer.
  private func waitForEnd(of pid: Int32, _ session: borrowing Connection) throws(Failure) {
    let sql = "SELECT 1 FROM pg_catalog.pg_stat_activity WHERE pid = $1::int"
    do {
      while try session.query(sql, ["\(pid)"]).count > 0 {
        _ = Poll.wait(any: [server.stop.descriptor], until: .now + .milliseconds(100))
      }
    } catch {
      throw FailureText.server(error, "looking for slot \(slot)")
    }
  }

  private func throwUnlessTransient(_ problem: SnapshotError) throws(Failure) {
    switch problem {
    case .connection(let error):
      guard error.isTransient else { throw FailureText.connection(error, server.parameters) }
    case .server(let error, let stream):
      guard error.connectionLost else {
        throw FailureText.server(error, stream.map { "copying \($0)" } ?? "joining the snapshot")
      }
    case .promotion: break
    case .decode(let error, let stream):
      throw Failure(.unrepresentable, "\(stream): \(error)")
    case .encode(let error): throw FailureText.encode(error, at: "snapshot")
    case .sink(let error): throw FailureText.sink(error)
    case .thread(let failure): throw failure
    case .slotLost(let message):
      reporter.warning("the slot's session ended: \(message)")
    case .stopped: throw Failure(.unexpected, "the snapshot stopped without a reason")
    }
  }

  /// One epoch: temporary slot, copy, permanent slot (docs/explanation/snapshot-handoff.md).
  private mutating func snapshotOnce(
    _ plan: StartPlan, _ sessions: inout SessionPair
  ) throws -> LSN {
    guard server.description.version >= 120_000 else {
      throw Failure(
        .refused, "a first snapshot needs PostgreSQL 12 or later",
        why: "older servers cannot copy a slot, and this design relies on that",
        remedies: ["write stream_snapshot: false, and load the existing rows another way"])
    }
    try ensurePublication(plan, sessions.query)
    announce(plan.facts.blockers)
    let holder = try replication(of: &sessions)
    let temporary = "blink_tmp_" + SlotName.random(12)
    let created: SlotCommands.Created
    do {
      created = try SlotCommands.create(temporary, temporary: true, over: holder)
    } catch {
      throw SnapshotError.server(error, stream: nil)
    }
    let point = created.consistentPoint
    reporter.note(
      "snapshot of \(Amount.count(configuration.streams.count, "table")) at \(point), for slot \(slot)"
    )
    try record(.snapshot, at: point)
    let snapshot = Snapshot(
      server: server, delivery: delivery, wake: wake, reporter: reporter, figures: figures,
      workers: configuration.source.snapshotWorkers,
      rowsPerWorker: configuration.source.snapshotBatchSize)
    let copied = snapshotTables(plan.facts.publication)
    figures.beginSnapshot(tables: copied.count, expectedRows: expectedRows)
    try snapshot.copy(
      copied, exported: created.snapshotName ?? "", at: point,
      holder: holder)
    try record(.promoting, at: point)
    let promoter = try promotionSession()
    do {
      try SlotCommands.promote(temporary, to: slot, over: promoter)
      let facts = try ReplicationSlot.named(slot, over: promoter)
      guard let facts, facts.confirmed == point, facts.plugin == "pgoutput", !facts.isTemporary,
        facts.database == promoter.database
      else {
        throw Failure(
          .gap, "slot \(slot) is not what was copied from the snapshot's slot",
          subject: "LSN \(point)", remedies: ["--resnapshot \(slot)   begins again"])
      }
    } catch let error as ServerError {
      // Whether the slot is permanent now, nobody knows: the state stays as it is.
      if error.connectionLost {
        throw SnapshotError.promotion(error, pid: promoter.backendProcessID)
      }
      // Nothing is permanent: the snapshot counts as not taken.
      try record(.snapshot, at: point)
      throw FailureText.server(error, "making slot \(slot) permanent")
    }
    try record(.streaming, at: point)
    // Events before the snapshot mean nothing to the stream behind it.
    sinkPosition = nil
    reporter.note("snapshot finished; slot \(slot) created, streaming from \(point)")
    return point
  }

  /// Rows of the configured tables, as the planner counts them; nil where one was never analyzed.
  private var expectedRows: Int? {
    var sum = 0
    for stream in configuration.streams {
      let table = tables.first { $0.name == stream.table }
      guard let rows = table?.estimatedRows else { return nil }
      sum += rows
    }
    return sum
  }

  /// A signal no longer stops what is nearly done: the slot is made, then streaming ends.
  private func promotionSession() throws(SnapshotError) -> Connection {
    do {
      return try server.session(interruptible: false)
    } catch {
      throw .connection(error)
    }
  }

  private func snapshotTables(_ publication: Publication?) -> [SnapshotTable] {
    let planner = RelationPlanner(configuration: configuration, tables: tables)
    return configuration.streams.compactMap { stream in
      guard let table = tables.first(where: { $0.name == stream.table }) else { return nil }
      // Generated columns are not in the stream, so they are not in the snapshot either.
      let columns = stream.columns.compactMap { column in
        table.columns.first { $0.name == column.name && $0.generated == nil }
      }
      let shape = columns.map { (name: $0.name, type: $0.type, isIdentity: false) }
      guard let encoder = planner.encoder(for: stream.table, columns: shape) else { return nil }
      return SnapshotTable(
        stream: stream.written, table: stream.table, columns: columns.map(\.name),
        isPlain: table.kind == .table, filter: publication?.tables[stream.table]?.rowFilter,
        encoder: encoder)
    }
  }
}
