import Catalog
package import Delivery
package import Diagnostics
package import Postgres
import Replication
package import Settings
package import Start
package import System

/// Runs a configuration: decides how to start, takes a snapshot if one is needed, then streams
/// until something ends it. The only place where the parts meet.
package struct Runner {
  /// Looks at the server and makes the plan of a start.
  package typealias Judge = (StartSubject, inout SessionPair) throws(Failure) -> StartPlan

  let configuration: Configuration
  var options: RunOptions
  let reporter: any Reporter
  let figures: RunFigures
  let delivery: DeliveryQueue
  let wake: WakeSignal
  let slot: String
  let publication: String
  let states: StateDirectory
  let saver: StateSaver
  var server: Server
  var state: PipelineState?
  /// What each stream is, as it is recorded next.
  var tracked: [TrackedStream] = []
  /// Streams of the file that have yet to be copied.
  var pending: Set<QualifiedName> = []
  var publicationRow: CatalogRow?
  /// The last position at which every stream was seen in place.
  var looked: LSN?
  var watch: CatalogWatch?
  var tables: [Table] = []
  var identity: ServerIdentity?
  let sink: any Sink
  /// The sink's own position; nil if it keeps none, or holds nothing.
  var sinkPosition: SinkPosition?
  var isSinkOpen = false

  /// Prepares a run; nothing on the server is changed yet.
  ///
  /// - Parameters:
  ///   - parameters: with the transport rules applied.
  ///   - figures: updated during the run.
  ///   - stop: raised by the first signal.
  package init(
    configuration: Configuration, parameters: ConnectionParameters, options: RunOptions,
    sink: any Sink, reporter: any Reporter, figures: RunFigures, stop: StopSignal
  ) throws(Failure) {
    self.configuration = configuration
    self.options = options
    self.reporter = reporter
    self.figures = figures
    slot = try SlotName.resolve(configuration, options, reporter)
    publication = configuration.source.publication ?? slot
    self.sink = sink
    states = try StateDirectory(path: options.stateDirectory, slot: slot)
    state = try states.load()
    wake = WakeSignal()
    delivery = try DeliveryQueue(
      to: sink, limit: 8 << 20, wake: wake, poison: options.poison, reporter: reporter,
      figures: figures)
    saver = try StateSaver(wake: wake) { [states] position throws(Failure) in
      try states.save(position: position)
    }
    server = Server(parameters, stop: stop)
  }

  /// Runs until the end position, a signal, or an error that retrying does not fix.
  ///
  /// - Parameter judge: looks at the server over the sessions of this run and makes the plan of
  ///   the start; called once the server answers, before anything is created on it.
  /// - Throws: why it ended; nothing at the end position, or after a signal without one.
  package mutating func run(judge: @escaping Judge) throws(Failure) {
    defer {
      watch?.close()
      closeSink()
      settleState()
    }
    do {
      try runUntilEnd(judge)
    } catch {
      guard error.consequence == .stop, server.stop.isRaised else {
        throw error.failure(in: failureContext)
      }
      guard options.endPosition == nil else {
        throw Failure(
          .unexpected, "stopped by a signal before the end position was reached",
          isInterruption: true)
      }
    }
    reportEnd()
  }

  /// What the sentences of errors name.
  var failureContext: FailureContext {
    FailureContext(
      slot: slot, publication: publication, parameters: server.parameters,
      serverVersion: server.description.version, delivered: state?.position,
      looked: watch?.looked ?? looked ?? state?.looked, stateFile: states.file)
  }

  /// Reports what the run has done.
  private func reportEnd() {
    let events = figures.reading.events
    var text = "stopped: \(Amount.count(events, "event")) delivered"
    var fields: [(name: String, value: LogEntry.Value)] = [("events", .number(events))]
    if let state, state.phase == .streaming {
      text += ", confirmed up to \(state.position)"
      fields.append(("position", .text(state.position.description)))
    }
    reporter.note(text, fields)
  }

  private mutating func runUntilEnd(_ judge: @escaping Judge) throws(PipelineError) {
    var sessions = try openSessions()
    let plan = try plan(judge, &sessions)
    let end = try endPosition(sessions.query)
    var start = try begin(plan, &sessions)
    var idle: SessionPair? = sessions
    if start == nil {
      start = try snapshotUntilDone(plan, &idle, judge)
      if server.stop.isRaised, state?.phase != .streaming { return try abandonFirstSnapshot() }
    }
    guard var start else { return }
    start = try addStreams(plan, from: start, &idle)
    try streamUntilEnd(from: start, until: end.map { .at($0) }, &idle)
  }

  /// Opens the session that a start asks its questions over.
  func openSessions(isLost: Bool = false) throws(PipelineError) -> SessionPair {
    server.pair(with: try connect(isLost: isLost))
  }

  /// Opens a session, trying again for `--wait` while the server is unreachable or starting.
  ///
  /// - Parameter isLost: whether there was a session before: then, without an end position, it
  ///   tries forever.
  private func connect(isLost: Bool) throws(PipelineError) -> Connection {
    var retry = RetryPolicy()
    let isPatient = isLost && options.endPosition == nil
    let limit = ContinuousClock.now + options.wait
    while true {
      let problem: ConnectionError
      do {
        return try server.session()
      } catch {
        problem = error
      }
      let pause = retry.pause()
      if server.stop.isRaised { throw .stopped }
      guard problem.isTransient, isPatient || ContinuousClock.now + pause < limit else {
        throw .connection(problem)
      }
      reporter.note("\(problem.description); trying again")
      _ = Poll.wait(any: [server.stop.descriptor], until: .now + pause)
    }
  }

  private func endPosition(_ session: borrowing Connection) throws(PipelineError) -> LSN? {
    switch options.endPosition {
    case nil: return nil
    case .lsn(let position): return position
    case .current:
      do {
        return try EndPositionSettling.current(server, over: session)
      } catch {
        throw .server(error, doing: "finding the current position")
      }
    }
  }

  /// Writes the position into the state's own file, where people look for it. It is already
  /// stored, so a failure changes nothing.
  private func settleState() {
    saver.close()
    guard let state, let stored = saver.outcome.stored, stored == state.position,
      saver.isIdle, saver.outcome.failure == nil
    else { return }
    try? states.save(state)
  }

  /// Lets the sink write what it holds, for a limited time: it may be blocked forever.
  private func closeSink() {
    delivery.close()
    let limit = ContinuousClock.now + .seconds(5)
    while !delivery.isFinished, ContinuousClock.now < limit, delivery.progress.failure == nil {
      _ = Poll.wait(any: [wake.descriptor], until: .now + .milliseconds(50))
      wake.lower()
    }
  }
}
