import Delivery
import Diagnostics
import Postgres
import Replication
import Settings
import Start
import System

extension Runner {
  /// Streams, connecting again whenever the connection is lost, until the run is over. The first
  /// time it may go over sessions that are open.
  mutating func streamUntilEnd(
    from start: LSN, _ end: LSN?, _ idle: inout SessionPair?
  ) throws(Failure) {
    if let end, start >= end { return }
    var retry = RetryPolicy()
    var translator = Translator(
      planner: RelationPlanner(configuration: configuration, tables: tables),
      spools: configuration.source.streaming ? states.spools : nil,
      recordsEvents: delivery.needs == .records, resumingAfter: sinkPosition?.event)
    var position = start
    var lostAt: ContinuousClock.Instant?
    var downSince: ContinuousClock.Instant?
    var isStreaming = configuration.source.streaming
    while true {
      if server.stop.isRaised { return try stopped() }
      let began = ContinuousClock.now
      let outcome = try stream(
        from: position, end, &idle, &translator, isStreaming: isStreaming, &downSince)
      position = state?.position ?? position
      if isStreaming, case .server(let error) = outcome, error.isInternal {
        // Decoding a transaction that was rolled back since then can fail; one that has committed
        // is decoded with the catalog as it was, which hardly ever fails.
        reporter.warning(
          "the server cannot stream a transaction that runs (\(error.description)); going on from"
            + " \(position) without streaming until the next connection")
        isStreaming = false
        continue
      }
      isStreaming = configuration.source.streaming
      let problem: String
      switch outcome {
      case .endPosition: return
      case .stopped: return try stopped()
      case .lost(let error): problem = error.description
      case .stalled:
        reporter.warning(
          "the sink made no progress for \(configuration.source.stallTimeout); the connection"
            + " is given up so that the server is not held")
        try waitForSink()
        problem = "stalled"
      case .server:
        // The next run shall not repeat more than it must.
        try saveDelivered()
        throw failure(of: outcome)
      default: throw failure(of: outcome)
      }
      if server.stop.isRaised { return try stopped() }
      if began.duration(to: .now) > .seconds(10) {
        retry.reset()
        lostAt = nil
      }
      let firstLoss = lostAt ?? .now
      lostAt = firstLoss
      if downSince == nil { downSince = .now }
      let pause = retry.pause()
      if end != nil, firstLoss.duration(to: .now) + pause > options.wait {
        throw Failure(
          .connection, "the connection was lost before the end position: \(problem)",
          remedies: ["--wait DURATION tries again for that long"])
      }
      if problem != "stalled" {
        reporter.warning("connection lost (\(problem)); trying again from \(position)")
      }
      _ = Poll.wait(any: [server.stop.descriptor], until: .now + pause)
    }
  }

  /// Ends after a signal. A session that was streaming has delivered what it read; where the
  /// connection was gone already, or the sink was stalled, that is done here.
  private mutating func stopped() throws(Failure) {
    try saveDelivered()
    if options.endPosition != nil {
      throw Failure(.unexpected, "stopped by a signal before the end position was reached")
    }
  }

  /// Waits until the sink has what was read, and keeps how far it is.
  private mutating func saveDelivered() throws(Failure) {
    let limit = ContinuousClock.now + ReplicationSession.drainLimit
    while delivery.progress.inFlight > 0 {
      if let failure = delivery.progress.failure { throw FailureText.sink(failure) }
      guard ContinuousClock.now < limit else { throw failure(of: .drainTimedOut) }
      _ = Poll.wait(any: [wake.descriptor], until: .now + .milliseconds(200))
      wake.lower()
    }
    if let watermark = delivery.progress.watermark, let state, watermark > state.position {
      saver.save(watermark)
    }
    while !saver.isIdle {
      guard ContinuousClock.now < limit else { throw failure(of: .stateIsLate) }
      _ = Poll.wait(any: [wake.descriptor], until: .now + .milliseconds(200))
      wake.lower()
    }
    if let failure = saver.outcome.failure { throw failure }
    learnPosition()
  }

  /// Takes over how far the saver has stored.
  private mutating func learnPosition() {
    if let stored = saver.outcome.stored { state?.position = stored }
  }

  /// One session of streaming.
  private mutating func stream(
    from position: LSN, _ end: LSN?, _ idle: inout SessionPair?,
    _ translator: inout Translator, isStreaming: Bool,
    _ downSince: inout ContinuousClock.Instant?
  ) throws(Failure) -> SessionEnd {
    let replication: Connection
    do {
      replication = try openStream(from: position, over: idle.take(), isStreaming: isStreaming)
    } catch let error as Failure {
      throw error
    } catch let error as ConnectionError {
      if error.kind == .interrupted { return .stopped }
      guard error.isTransient else { throw FailureText.connection(error, server.parameters) }
      return .lost(ServerError(sqlstate: "08001", message: error.description))
    } catch let error as ServerError {
      if error.isInterruption || server.stop.isRaised { return .stopped }
      guard error.connectionLost else { throw startFailure(error, position) }
      return .lost(error)
    } catch {
      throw Failure(.unexpected, "\(error)")
    }
    reportStart(position, downSince)
    downSince = nil
    let setup = SessionSetup(
      server: server, delivery: delivery, wake: wake,
      saver: saver, figures: figures, reporter: reporter, endPosition: end,
      stallTimeout: configuration.source.stallTimeout)
    let resolver = server
    var session = ReplicationSession(
      setup, from: position, over: replication,
      resolve: { oids throws(StreamError) in try resolver.types(oids) })
    let outcome = session.run(replication, &translator)
    learnPosition()
    return outcome
  }

  /// Says that changes arrive, or arrive again.
  private func reportStart(_ position: LSN, _ downSince: ContinuousClock.Instant?) {
    let fields: [(name: String, value: LogEntry.Value)] = [
      ("slot", .text(slot)), ("position", .text(position.description)),
    ]
    guard let downSince else {
      return reporter.note("streaming from \(position), slot \(slot)", fields)
    }
    let passed = downSince.duration(to: .now) / .seconds(1)
    reporter.note(
      "connected again after \(Amount.time(passed)); streaming from \(position)",
      fields + [("milliseconds", .number(Int(passed * 1_000)))])
  }

  private func failure(of end: SessionEnd) -> Failure {
    switch end {
    case .sink(let error): FailureText.sink(error)
    case .stream(let error): FailureText.stream(error, server.parameters)
    case .state(let failure): failure
    case .skipped(let message):
      Failure(
        .gap, "the server skips changes: \(message)",
        subject: "LSN \(state?.position.description ?? "")",
        why: "the publication did not exist at that point of the WAL, so its changes are lost",
        remedies: ["--resnapshot \(slot)   begins again with a snapshot"])
    case .stateIsLate:
      Failure(
        .configuration, "the state was not stored before the time for stopping was over",
        subject: states.file,
        why: "what is not stored is not confirmed, so the next run sends it again",
        remedies: ["look at the disk of the state directory: an fsync takes too long"])
    case .drainTimedOut:
      Failure(
        .unexpected, "the sink did not take what was read before the time for stopping was over",
        why: "it is not confirmed, so the next run sends it again")
    case .server(let error) where error.sqlstate == "42704":
      Failure(
        .gap, "the stream ended: \(error.description)",
        subject: "LSN \(state?.position.description ?? "")",
        why: "decoding the WAL from here needs a publication that existed then",
        remedies: ["--resnapshot \(slot)   begins again with a snapshot"])
    case .server(let error) where error.isInternal:
      FailureText.decoding(
        error, slot: slot, publication: publication, delivered: state?.position ?? .zero,
        serverVersion: server.description.version)
    case .server(let error): FailureText.server(error, "streaming")
    case .endPosition, .stopped, .lost, .stalled:
      Failure(.unexpected, "the stream ended without a reason")
    }
  }

  /// Waits until a stalled sink moves, or a signal.
  private func waitForSink() throws(Failure) {
    let before = delivery.progress
    while !server.stop.isRaised {
      let now = delivery.progress
      if let failure = now.failure { throw FailureText.sink(failure) }
      if now.inFlight != before.inFlight || now.bytes != before.bytes { return }
      _ = Poll.wait(
        any: [wake.descriptor, server.stop.descriptor],
        until: .now + .seconds(1))
      wake.lower()
    }
  }
}
