import Delivery
import Diagnostics
import Postgres
import Replication
import Settings
import Start
import System

extension Runner {
  /// Streams, connecting again whenever the connection is lost, until the run is over.
  ///
  /// - Parameters:
  ///   - end: where it is over; nil for never.
  ///   - idle: open sessions, which the first connection uses.
  mutating func streamUntilEnd(
    from start: LSN, until end: StreamEnd?, _ idle: inout SessionPair?
  ) throws(PipelineError) {
    if case .at(let end) = end, start >= end { return }
    var retry = RetryPolicy()
    var translator = Translator(
      planner: RelationPlanner(
        configuration: configuration, tables: tables, tracked: tracked,
        types: state?.types ?? [], excluding: pending),
      spools: configuration.source.streaming ? states.spools : nil,
      recordsEvents: delivery.needs == .records, resumingAfter: sinkPosition?.event)
    var position = start
    var lostAt: ContinuousClock.Instant?
    var downSince: ContinuousClock.Instant?
    var isStreaming = configuration.source.streaming
    while true {
      if server.stop.isRaised { return try stopped() }
      let began = ContinuousClock.now
      let problem: PipelineError
      do {
        return try stream(
          from: position, end, &idle, &translator, isStreaming: isStreaming, &downSince)
      } catch {
        problem = error
      }
      position = state?.position ?? position
      if let failure = end?.failure { throw failure }
      if isStreaming, case .stream(let error) = problem, error.isInternal {
        // Decoding a transaction that was rolled back since then can fail; one that has committed
        // is decoded with the catalog as it was, which hardly ever fails.
        reporter.warning(
          "the server cannot stream an open transaction (\(error.description)); continuing from"
            + " \(position) without streaming until the next connection")
        isStreaming = false
        continue
      }
      isStreaming = configuration.source.streaming
      switch problem.consequence {
      case .stop: return try stopped()
      case .ask:
        // The next run must not repeat more than it has to.
        if problem.leavesSinkOpen { saveDeliveredQuietly() }
        if case .streamChanged(let stream, .unpublished, _) = problem {
          remember(unpublished: stream)
        }
        throw problem
      case .retry: break
      }
      let message = problem.failure(in: failureContext).message
      if case .sinkStalled = problem {
        reporter.warning("\(message); the connection is closed until it does")
        try waitForSink()
      } else {
        reporter.warning("\(message); trying again from \(position)")
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
      if options.endPosition != nil, firstLoss.duration(to: .now) + pause > options.wait {
        throw .other(
          Failure(
            .connection, "the end position was not reached: \(message)",
            remedies: ["--wait DURATION tries again for that long"]))
      }
      _ = Poll.wait(any: [server.stop.descriptor], until: .now + pause)
    }
  }

  /// Ends after a signal. A session that was streaming has delivered what it read; if the
  /// connection was already lost, or the sink was stalled, that is done here.
  ///
  /// - Throws: always: `stopped`, or why what was read is not delivered.
  private mutating func stopped() throws(PipelineError) {
    try saveDelivered()
    throw .stopped
  }

  /// The same before an error that ends the run, which says more than what may go wrong here.
  private mutating func saveDeliveredQuietly() {
    do {
      try saveDelivered()
    } catch {
      reporter.warning(error.failure(in: failureContext).message)
    }
  }

  /// Waits until the sink has what was read, and stores its position.
  private mutating func saveDelivered() throws(PipelineError) {
    let limit = ContinuousClock.now + ReplicationSession.drainLimit
    while delivery.progress.inFlight > 0 {
      if let failure = delivery.progress.failure { throw .sink(failure) }
      guard ContinuousClock.now < limit else { throw .sinkLate }
      _ = Poll.wait(any: [wake.descriptor], until: .now + .milliseconds(200))
      wake.lower()
    }
    if let watermark = delivery.progress.watermark, let state, watermark > state.position {
      saver.save(watermark)
    }
    while !saver.isIdle {
      guard ContinuousClock.now < limit else { throw .stateLate }
      _ = Poll.wait(any: [wake.descriptor], until: .now + .milliseconds(200))
      wake.lower()
    }
    if let failure = saver.outcome.failure { throw .other(failure) }
    learnPosition()
  }

  /// Adopts the position that the saver has stored.
  private mutating func learnPosition() {
    if let stored = saver.outcome.stored { state?.position = stored }
  }

  /// One session of streaming.
  private mutating func stream(
    from position: LSN, _ end: StreamEnd?, _ idle: inout SessionPair?,
    _ translator: inout Translator, isStreaming: Bool,
    _ downSince: inout ContinuousClock.Instant?
  ) throws(PipelineError) {
    let replication = try openStream(
      from: position, over: idle.take(), isStreaming: isStreaming)
    translator.checksText = replication.sendsUncheckedText
    let watch = try startWatch()
    if downSince != nil { watch.hurry() }
    reportStart(position, downSince)
    downSince = nil
    let setup = SessionSetup(
      server: server, delivery: delivery, wake: wake,
      saver: saver, watch: watch, figures: figures, reporter: reporter, end: end,
      stallTimeout: configuration.source.stallTimeout)
    var session = ReplicationSession(
      setup, from: position, over: replication,
      asking: CatalogSource(server, publication: publication))
    defer { learnPosition() }
    try session.run(replication, &translator)
  }

  /// The watch of the run, which begins with its first session.
  private mutating func startWatch() throws(PipelineError) -> CatalogWatch {
    if let watch { return watch }
    do throws(Failure) {
      let started = try CatalogWatch(
        server, publication: publication, publicationRow: publicationRow, streams: tracked,
        onPartitionChange: configuration.source.onPartitionChange,
        interval: options.lookInterval, looked: looked, reporter: reporter, wake: wake)
      watch = started
      return started
    } catch {
      throw .other(error)
    }
  }

  /// Reports that streaming begins, or begins again.
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

  /// Waits until a stalled sink moves, or a signal.
  private func waitForSink() throws(PipelineError) {
    let before = delivery.progress
    while !server.stop.isRaised {
      let now = delivery.progress
      if let failure = now.failure { throw .sink(failure) }
      if now.inFlight != before.inFlight || now.bytes != before.bytes { return }
      _ = Poll.wait(
        any: [wake.descriptor, server.stop.descriptor],
        until: .now + .seconds(1))
      wake.lower()
    }
  }
}
