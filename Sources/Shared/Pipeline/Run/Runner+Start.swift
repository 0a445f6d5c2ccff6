import Delivery
import Diagnostics
import Postgres
import Replication
import Settings
import Start

extension Runner {
  /// Makes the plan of a start, and takes over what was seen of the server.
  ///
  /// - Throws: the reason that decides, if the run will not start.
  mutating func plan(_ judge: Judge, _ sessions: inout SessionPair) throws(PipelineError)
    -> StartPlan
  {
    let subject = StartSubject(
      slot: slot, publication: publication, state: state, choices: options.choices)
    var plan: StartPlan
    do {
      plan = try judge(subject, &sessions)
    } catch {
      throw .other(error)
    }
    do {
      try join(&plan)
    } catch {
      if let look = plan.facts.look, plan.facts.identity?.systemID == state?.systemID {
        remember(look)
      }
      throw error
    }
    server.description = plan.facts.server
    identity = plan.facts.identity
    tables = plan.facts.tables
    for note in plan.notes { reporter.note(note) }
    for warning in plan.warnings { reporter.warning(warning) }
    return plan
  }

  /// Carries out what the plan needs before streaming: dropping what the operator named, creating
  /// a slot without a snapshot, recording an adopted one.
  ///
  /// - Returns: where to stream from; nil if the snapshot comes first.
  mutating func begin(
    _ plan: StartPlan, _ sessions: inout SessionPair
  ) throws(PipelineError) -> LSN? {
    switch plan.start {
    case .snapshot(let droppingSlot):
      if droppingSlot { try dropSlot(sessions.query) }
      // Done: what is created from here on is ours, and a retry does not drop it.
      options.choices.resnapshot = nil
      // The old position is void; that we created the publication is still true.
      if state != nil { try record(.snapshot, at: .zero) }
      return nil
    case .createSlot: return try startWithoutSnapshot(plan, &sessions)
    case .stream(let position, _):
      guard let look = plan.facts.look else {
        throw .other(
          Failure(
            .refused, "the catalog could not be looked at",
            why: "whether the streamed tables are still the same ones is not known",
            remedies: ["blink-schema doctor \(configuration.file) shows everything"]))
      }
      pending = Set(plan.copied)
      try ensurePublication(plan, sessions.query)
      // What was judged is recorded, not what may have come since.
      identify(plan, from: position, look)
      try learnOwnChanges(plan, position, sessions.query)
      try record(.streaming, at: position)
      return position
    case nil: throw .other(Failure(.unexpected, "the start plan has neither a start nor a reason"))
    }
  }

  private func dropSlot(_ session: borrowing Connection) throws(PipelineError) {
    do {
      try SlotCommands.drop(slot, over: session)
    } catch {
      throw .server(error, doing: "dropping slot \(slot)")
    }
  }

  /// Takes the walsender session.
  func replication(of sessions: inout SessionPair) throws(PipelineError) -> Connection {
    do {
      return try sessions.takeReplication()
    } catch {
      throw .connection(error)
    }
  }

  /// Looks which tables the streams are, and what publishes them.
  func look(over session: borrowing Connection) throws(PipelineError) -> CatalogLook {
    do {
      return try CatalogLook.take(
        publication: publication, oids: state?.tracked.map(\.table.oid) ?? [],
        names: configuration.streams.map(\.table),
        withColumns: true, partitions: [], over: session)
    } catch {
      throw .server(error, doing: "looking at the streamed tables")
    }
  }

  /// Takes over what a look has found: it is recorded with the state.
  ///
  /// - Parameter position: where the streams begin that were not recorded before.
  mutating func identify(_ plan: StartPlan, from position: LSN, _ look: CatalogLook) {
    tracked = plan.tracked(from: position, in: look).filter { !pending.contains($0.name) }
    publicationRow = look.publication?.row
    looked = look.before
  }

  /// Takes over what this start itself has changed of the publication.
  private mutating func learnOwnChanges(
    _ plan: StartPlan, _ position: LSN, _ session: borrowing Connection
  ) throws(PipelineError) {
    guard !plan.publication.isKept, let judged = plan.facts.look else { return }
    let now = try look(over: session)
    publicationRow = now.publication?.row
    let members = judged.publication?.tables ?? [:]
    let news = plan.tracked(from: position, in: now)
    for index in tracked.indices where members[tracked[index].table.oid] == nil {
      guard let new = news.first(where: { $0.name == tracked[index].name }) else { continue }
      tracked[index].membership.formUnion(new.membership)
    }
  }

  /// Stores a phase.
  mutating func record(
    _ phase: PipelineState.Phase, at position: LSN
  ) throws(PipelineError) {
    var next = PipelineState(
      phase: phase, systemID: identity?.systemID ?? "", timeline: identity?.timeline ?? 0,
      slot: slot, plugin: "pgoutput", publication: publication,
      createdPublicationOID: ownPublication,
      streams: configuration.streams.map(\.table).filter { !pending.contains($0) }
        .map(\.description), position: position)
    next.tracked = tracked
    next.types = (state ?? next).types(of: tracked, now: tables)
    next.publicationRow = publicationRow
    next.looked = watch?.looked ?? looked
    try save(next)
  }

  /// Stores which streams a look found unpublished: once they are published again, nothing may tell
  /// (a table that EXCEPT named leaves no row behind).
  private mutating func remember(_ look: CatalogLook) {
    for stream in state?.tracked ?? [] {
      let changes = StreamChange.all(of: stream, publication: state?.publicationRow, in: look)
      if changes.contains(.unpublished) { remember(unpublished: stream) }
    }
  }

  /// Stores that a stream is not published any more, so that its next start asks.
  mutating func remember(unpublished stream: TrackedStream) {
    guard var next = state, saver.isIdle, saver.outcome.failure == nil,
      let index = next.tracked.firstIndex(where: { $0.name == stream.name })
    else { return }
    next.tracked[index].membership = []
    do {
      try save(next)
    } catch {
      reporter.warning(error.failure(in: failureContext).message)
    }
  }

  private mutating func save(_ next: PipelineState) throws(PipelineError) {
    do {
      try states.save(next)
    } catch {
      throw .other(error)
    }
    state = next
  }

  /// The publication that this pipeline created; the same number means nothing on another server.
  private var ownPublication: UInt32? {
    state?.systemID == identity?.systemID ? state?.createdPublicationOID : nil
  }

  /// Creates or changes the publication as the plan says, and remembers that we created it.
  mutating func ensurePublication(
    _ plan: StartPlan, _ session: borrowing Connection
  ) throws(PipelineError) {
    guard !plan.publication.isKept else { return }
    for statement in plan.publication.statements {
      do {
        try session.query(statement)
      } catch {
        if error.isInterruption { throw .stopped }
        throw .other(publicationFailure(error, statement, plan.publication))
      }
    }
    let count = Amount.count(configuration.streams.count, "table")
    guard case .create = plan.publication else {
      for statement in plan.publication.statements {
        reporter.note("publication \(publication) changed: \(TerminalText.sanitized(statement))")
      }
      return
    }
    reporter.note("publication \(publication) created for \(count)")
    let created: UInt32?
    do {
      created = try Publication.named(publication, over: session)?.oid
    } catch {
      throw .server(error, doing: "looking for publication \(publication)")
    }
    guard let created else {
      throw .other(
        Failure(.unexpected, "the publication vanished right after it was created"))
    }
    if state == nil { try record(.snapshot, at: .zero) }
    guard var next = state else { return }
    next.createdPublicationOID = created
    try save(next)
  }

  private func publicationFailure(
    _ error: ServerError, _ statement: String, _ plan: PublicationPlan
  ) -> Failure {
    let isNew = if case .create = plan { true } else { false }
    return Failure(
      .refused,
      "the publication cannot be \(isNew ? "created" : "changed"): \(error.description)",
      subject: "publication \(TerminalText.sanitized(publication))",
      why: isNew
        ? "without it the server sends no changes" : "it does not publish every stream of the file",
      remedies: [
        isNew
          ? "as the owner of the tables, with CREATE on the database:  \(statement)"
          : "as the owner of the publication and the tables:  \(statement)"
      ])
  }

  /// First run without a snapshot: the stream begins where the slot is created.
  private mutating func startWithoutSnapshot(
    _ plan: StartPlan, _ sessions: inout SessionPair
  ) throws(PipelineError) -> LSN {
    try ensurePublication(plan, sessions.query)
    announce(plan.facts.blockers)
    // Before the slot exists: between its creation and the state nothing may fail.
    let look = try look(over: sessions.query)
    let replication = try replication(of: &sessions)
    let created: SlotCommands.Created
    do {
      created = try SlotCommands.create(slot, temporary: false, over: replication)
    } catch {
      if error.isInterruption, state?.phase == .snapshot { try abandonFirstSnapshot() }
      throw .server(error, doing: "creating slot \(slot)")
    }
    sessions.keepReplication(replication)
    pending = Set(plan.copied)
    identify(plan, from: created.consistentPoint, look)
    reporter.note("slot \(slot) created; streaming from \(created.consistentPoint)")
    try record(.streaming, at: created.consistentPoint)
    return created.consistentPoint
  }

  /// Reports what a slot's creation will wait for.
  func announce(_ blockers: [WriteBlocker]) {
    guard let first = blockers.first else { return }
    let others = blockers.count > 1 ? " and \(blockers.count - 1) more" : ""
    reporter.note(
      "the slot waits for open write transactions to end: \(first.description)\(others)")
  }

  /// A signal ended the first snapshot, or the wait for the first slot: takes back what this
  /// pipeline has created.
  mutating func abandonFirstSnapshot() throws(PipelineError) {
    if state?.phase == .promoting {
      // The slot may exist, and then the snapshot is whole.
      reporter.note("stopped while slot \(slot) was created; the next start looks for it")
      throw .stopped
    }
    if let oid = state?.createdPublicationOID {
      do {
        let session = try server.session(interruptible: false)
        if try Publication.named(publication, over: session)?.oid == oid {
          try session.query("DROP PUBLICATION \(Identifier(publication).quoted)")
          reporter.note("publication \(publication) dropped again")
        }
      } catch {
        reporter.warning(
          "publication \(publication) could not be dropped: \(error);"
            + " DROP PUBLICATION \(Identifier(publication).quoted);")
      }
    }
    states.remove()
    reporter.note("the first run was abandoned; nothing is left behind")
    throw .stopped
  }
}
