package import Catalog
package import Delivery
package import Diagnostics
package import Postgres
import Replication
package import Settings
import Start
package import System

/// Runs a configuration: decides how to start, takes a snapshot if one is due, then streams
/// until something ends it. The only place where the parts meet.
package struct Runner {
  let configuration: Configuration
  let options: RunOptions
  let reporter: any Reporter
  let delivery: DeliveryQueue
  let wake: WakeSignal
  let slot: String
  let publication: String
  let states: StateDirectory
  var server: Server
  var state: PipelineState?
  var tables: [Table] = []
  var identity: Identity?

  /// Prepares a run; nothing on the server is touched yet.
  ///
  /// - Parameters:
  ///   - parameters: with the transport rules applied.
  ///   - stop: raised by the first signal.
  package init(
    configuration: Configuration, parameters: ConnectionParameters, options: RunOptions,
    sink: any Sink, reporter: any Reporter, stop: WakeSignal
  ) throws(Failure) {
    self.configuration = configuration
    self.options = options
    self.reporter = reporter
    slot = try SlotName.resolve(configuration, options, reporter)
    publication = configuration.source.publication ?? slot
    states = try StateDirectory(path: options.stateDirectory, slot: slot)
    state = try states.load()
    wake = WakeSignal()
    delivery = try DeliveryQueue(to: sink, limit: 8 << 20, wake: wake)
    server = Server(parameters, stop: stop)
  }

  /// Runs until the end position, a signal, or something that retrying does not cure.
  ///
  /// - Parameter preflight: looks whether CDC will work; called once the server answers, before
  ///   anything is made on it, over the sessions of this run. Gives the configured tables as it
  ///   found them; nil where it did not look at them.
  /// - Throws: why it ended, unless it ended as it should.
  package mutating func run(
    preflight: (PreflightSubject, inout SessionPair) throws(Failure) -> [Table]?
  ) throws(Failure) {
    defer { closeSink() }
    do {
      try runUntilEnd(preflight)
    } catch {
      // A signal during start-up is not a failure of anything.
      guard server.stop.isRaised, error.isInterruption, options.endPosition == nil else {
        throw error
      }
    }
  }

  private mutating func runUntilEnd(
    _ preflight: (PreflightSubject, inout SessionPair) throws(Failure) -> [Table]?
  ) throws(Failure) {
    var sessions = try openSessions()
    if options.choices.resnapshot == nil, let state {
      try StartDecision.checkStreams(configuration.streams.map(\.table.description), state)
    }
    let found = try preflight(preflightSubject, &sessions)
    tables = if let found { found } else { try lookAtTables(sessions.query) }
    let end = try endPosition(sessions.query)
    var decision = try decide(&sessions)
    var idle: SessionPair? = sessions
    if case .first(snapshot: true) = decision {
      try snapshotUntilDone(&idle, &decision)
      if server.stop.isRaised, state?.phase != .streaming { return try abandonFirstSnapshot() }
    }
    var retry = RetryPolicy()
    while true {
      if try streamUntilEnd(decision, end, &idle, &retry) { return }
      decision = .resume(state?.position ?? .zero)
    }
  }

  /// Opens the session that a start asks over, and looks at the server.
  mutating func openSessions(isLost: Bool = false) throws(Failure) -> SessionPair {
    let session = try connect(isLost: isLost)
    try lookAtServer(session)
    return server.pair(with: session)
  }

  /// Opens a session, trying again for `--wait` while the server is unreachable or starting.
  ///
  /// - Parameter isLost: whether there was a session before; without an end position that is
  ///   tried for ever.
  private func connect(isLost: Bool) throws(Failure) -> Connection {
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
      guard problem.isTransient, isPatient || ContinuousClock.now + pause < limit,
        !server.stop.isRaised
      else {
        var failure = FailureText.connection(problem, server.parameters)
        if server.stop.isRaised { failure.isInterruption = true }
        throw failure
      }
      reporter.note("\(problem.description); trying again")
      _ = Poll.wait(any: [(server.stop.descriptor, true)], until: .now + pause)
    }
  }

  private var preflightSubject: PreflightSubject {
    let isFirst = state == nil || state?.phase == .snapshot
    return PreflightSubject(
      slot: slot, publication: publication, mayPublish: isFirst,
      ownPublication: isFirst || options.choices.resnapshot != nil
        ? state?.createdPublicationOID : nil)
  }

  private mutating func lookAtServer(_ session: borrowing Connection) throws(Failure) {
    // What the look asks for has other names before 10.
    guard session.serverVersion >= 100_000 else {
      throw Failure(
        .refused, "PostgreSQL \(session.serverVersion / 10_000).x has no pgoutput plugin",
        why: "streaming through test_decoding or wal2json is not built yet",
        remedies: ["use a server of version 10 or later"])
    }
    do {
      try server.look(with: session)
    } catch {
      throw FailureText.server(error, "looking at the server")
    }
  }

  private func lookAtTables(_ session: borrowing Connection) throws(Failure) -> [Table] {
    do {
      return try Introspection.tables(on: session, names: configuration.streams.map(\.table))
    } catch {
      throw FailureText.server(error, "looking at the tables")
    }
  }

  private func endPosition(_ session: borrowing Connection) throws(Failure) -> LSN? {
    switch options.endPosition {
    case nil: return nil
    case .lsn(let position): return position
    case .current:
      do {
        return try EndPositionSettling.current(server, over: session)
      } catch {
        throw FailureText.server(error, "finding the current position")
      }
    }
  }

  /// Lets the sink write what it holds, for a while: it may be blocked for ever.
  private func closeSink() {
    delivery.close()
    let limit = ContinuousClock.now + .seconds(5)
    while !delivery.isFinished, ContinuousClock.now < limit, delivery.progress.failure == nil {
      _ = Poll.wait(any: [(wake.descriptor, true)], until: .now + .milliseconds(50))
      wake.lower()
    }
  }
}
