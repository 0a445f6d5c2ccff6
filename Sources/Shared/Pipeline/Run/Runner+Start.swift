import Delivery
import Diagnostics
import Postgres
import Replication
import Settings
import Start

extension Runner {
  /// Decides how to start, and carries out what the decision needs before streaming: dropping
  /// what the operator named, making a slot without a snapshot, recording an adopted one.
  mutating func decide(_ sessions: inout SessionPair) throws(Failure) -> StartDecision {
    let situation: StartDecision.Situation
    do {
      let replication = try replication(of: &sessions)
      let identity = try Identity(of: replication)
      self.identity = identity
      var point: LSN?
      if let state, state.systemID == identity.systemID, state.timeline != identity.timeline {
        point = try identity.switchPoint(from: state.timeline, over: replication)
      }
      situation = StartDecision.Situation(
        slot: slot, plugin: "pgoutput",
        streams: configuration.streams.map(\.table.description),
        wantsSnapshot: configuration.source.streamSnapshot, state: state,
        facts: try SlotCommands.facts(of: slot, over: sessions.query), systemID: identity.systemID,
        timeline: identity.timeline, serverPosition: server.position, switchPoint: point,
        choices: options.choices)
      sessions.keepReplication(replication)
    } catch let error as ServerError {
      throw FailureText.server(error, "asking the server about its slots")
    } catch let error as Failure {
      throw error
    } catch {
      throw Failure(.unexpected, "\(error)")
    }
    if let plugin = situation.facts?.plugin, plugin != "pgoutput" {
      throw Failure(
        .refused, "slot \(slot) decodes with \(TerminalText.sanitized(plugin)), not pgoutput",
        why: "its changes cannot be read by this pipeline",
        remedies: ["give this pipeline another slot_name"])
    }
    let decision = try StartDecision.make(situation)
    switch decision {
    case .first(snapshot: false): return try startWithoutSnapshot(&sessions)
    case .first(snapshot: true), .dropAndSnapshot:
      if decision == .dropAndSnapshot { try dropSlot(sessions.query) }
      // What was streamed is done with; that we made the publication is not.
      if state != nil { try record(.snapshot, at: .zero) }
      return .first(snapshot: true)
    case .finishPromotion(let position), .adopt(let position), .resume(let position):
      try record(.streaming, at: position)
      return .resume(position)
    }
  }

  private func dropSlot(_ session: borrowing Connection) throws(Failure) {
    reporter.note("dropping slot \(slot), as --resnapshot says")
    do {
      try SlotCommands.drop(slot, over: session)
    } catch {
      throw FailureText.server(error, "dropping slot \(slot)")
    }
  }

  /// Takes the walsender session.
  func replication(of sessions: inout SessionPair) throws(Failure) -> Connection {
    do {
      return try sessions.takeReplication()
    } catch {
      throw FailureText.connection(error, server.parameters)
    }
  }

  /// Stores a phase.
  mutating func record(
    _ phase: PipelineState.Phase, at position: LSN
  ) throws(Failure) {
    let next = PipelineState(
      phase: phase, systemID: identity?.systemID ?? "", timeline: identity?.timeline ?? 0,
      slot: slot, plugin: "pgoutput", publication: publication,
      createdPublicationOID: ownPublication,
      streams: configuration.streams.map(\.table.description), position: position)
    try states.save(next)
    state = next
  }

  /// The publication that this pipeline made; the same number means nothing on another server.
  private var ownPublication: UInt32? {
    state?.systemID == identity?.systemID ? state?.createdPublicationOID : nil
  }

  /// Makes the publication if it is missing, and remembers that we did; changes one that we
  /// made where it does not cover every stream.
  mutating func ensurePublication(
    _ session: borrowing Connection
  ) throws(Failure) -> Publication {
    let streams = configuration.streams
    let found: Publication?
    do {
      found = try Publication.named(publication, over: session)
    } catch {
      throw FailureText.server(error, "looking for publication \(publication)")
    }
    if let found {
      if found.oid == ownPublication,
        try found.change(
          publication, to: streams.map { ($0.table, $0.columns.map(\.name)) }, over: session)
      {
        reporter.note("publication \(publication) changed to \(streams.count) tables")
      }
      return found
    }
    let made = try Publication.create(publication, for: streams.map(\.table), over: session)
    reporter.note("publication \(publication) made for \(configuration.streams.count) tables")
    try record(.snapshot, at: .zero)
    state?.createdPublicationOID = made.oid
    if let state { try states.save(state) }
    return made
  }

  /// First run without a snapshot: the stream begins where the slot is made.
  private mutating func startWithoutSnapshot(
    _ sessions: inout SessionPair
  ) throws(Failure) -> StartDecision {
    _ = try ensurePublication(sessions.query)
    try announceBlockers(sessions.query)
    let replication = try replication(of: &sessions)
    let created: SlotCommands.Created
    do {
      created = try SlotCommands.create(slot, temporary: false, over: replication)
    } catch {
      if error.isInterruption, state?.phase == .snapshot { try abandonFirstSnapshot() }
      throw FailureText.server(error, "making slot \(slot)")
    }
    sessions.keepReplication(replication)
    reporter.note("slot \(slot) made; streaming from \(created.consistentPoint)")
    try record(.streaming, at: created.consistentPoint)
    return .resume(created.consistentPoint)
  }

  /// Says who a slot's creation will wait for.
  func announceBlockers(_ session: borrowing Connection) throws(Failure) {
    do {
      let blockers = try SlotCommands.blockers(over: session)
      guard let first = blockers.first else { return }
      let others = blockers.count > 1 ? " and \(blockers.count - 1) more" : ""
      reporter.note("the slot waits for open write transactions to end: \(first)\(others)")
    } catch {
      throw FailureText.server(error, "looking for open transactions")
    }
  }

  /// A signal ended the first snapshot, or the wait for the first slot: takes back what this pipeline has made.
  mutating func abandonFirstSnapshot() throws(Failure) {
    if state?.phase == .promoting {
      // It may be there, and then the snapshot is whole.
      reporter.note("stopped while slot \(slot) was made; the next start looks for it")
      throw interruption("stopped by a signal before the end position")
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
    reporter.note("the first run is abandoned; nothing is left behind")
    if options.endPosition != nil {
      throw interruption("stopped by a signal before the end position")
    }
  }

  private func interruption(_ message: String) -> Failure {
    Failure(.unexpected, message, isInterruption: true)
  }
}
