import Catalog
package import Postgres
import Replication
package import Settings
package import Start
import System

/// Asks the server for all facts, in few round trips, changing nothing.
package enum FactGatherer {
  /// Opens its own sessions.
  ///
  /// - Parameters:
  ///   - parameters: with the transport rules applied.
  ///   - slot, publication: the names that will be used; nil if unknown.
  ///   - state: what earlier runs left behind.
  package static func gather(
    _ parameters: ConnectionParameters, configuration: Configuration?, slot: String?,
    publication: String?, state: PipelineState? = nil, options: FactOptions = FactOptions()
  ) -> Facts {
    let deadline = ContinuousClock.now + options.timeout
    var facts = asked(
      parameters, configuration, slot: slot, publication: publication, options: options)
    facts.state = state
    let own = limited(parameters, options)
    do {
      let session = try Connection.open(own, applicationName: "blink-doctor")
      var sessions = SessionPair(query: session) { () throws(ConnectionError) in
        try Connection.open(own, applicationName: "blink-doctor", replication: true)
      }
      gather(over: &sessions, parameters, until: deadline, into: &facts)
    } catch {
      facts.connectionError = error
    }
    return facts
  }

  /// The same over the caller's sessions, whose settings are restored afterwards. A finding about
  /// settings is then about those.
  package static func gather(
    over sessions: inout SessionPair, _ parameters: ConnectionParameters,
    configuration: Configuration?, slot: String?, publication: String?,
    state: PipelineState? = nil, options: FactOptions
  ) -> Facts {
    var facts = asked(
      parameters, configuration, slot: slot, publication: publication, options: options)
    facts.state = state
    gather(
      over: &sessions, parameters, until: ContinuousClock.now + options.timeout, into: &facts)
    // Another product has its own finding; nothing was set there.
    guard facts.readError == nil, !facts.server.isPooled,
      Product.other(facts.server.banner) == nil
    else { return facts }
    sessions.query.deadline = nil
    do {
      try sessions.query.script(unpins(sessions.query.serverVersion, options))
    } catch {
      facts.readError = error
    }
    return facts
  }

  private static func gather(
    over sessions: inout SessionPair, _ parameters: ConnectionParameters,
    until deadline: ContinuousClock.Instant, into facts: inout Facts
  ) {
    sessions.query.deadline = deadline
    facts.server.version = sessions.query.serverVersion
    facts.server.isEncrypted = sessions.query.isEncrypted
    // Before 10 there is no pgoutput, and the functions have other names.
    guard facts.server.version >= 100_000 else {
      let rows = try? sessions.query.query("SELECT version() AS banner")
      facts.server.banner = rows.flatMap { $0[row: 0, name: "banner"] } ?? ""
      return
    }
    do {
      try readClock(sessions.query, into: &facts)
      // Other products with the protocol lack what the statements read.
      guard Product.other(facts.server.banner) == nil else { return }
      try read(&sessions, into: &facts)
      replicate(&sessions, parameters, until: deadline, into: &facts)
      readDisk(into: &facts)
      // Waiting for it does not count towards the server's silence.
      sessions.query.deadline =
        ContinuousClock.now + facts.options.timeout + (facts.options.sample ?? .zero)
      try sample(sessions.query, into: &facts)
    } catch {
      facts.readError = error
    }
  }

  /// What is known without a server.
  package static func wanted(
    _ configuration: Configuration?, slot: String?, publication: String?
  ) -> Facts {
    var facts = Facts()
    facts.configuration = configuration
    facts.slot = slot
    facts.publicationName = publication
    return facts
  }

  private static func asked(
    _ parameters: ConnectionParameters, _ configuration: Configuration?, slot: String?,
    publication: String?, options: FactOptions
  ) -> Facts {
    var facts = wanted(configuration, slot: slot, publication: publication)
    facts.options = options
    for family in options.leftOut { facts.gaps[family] = .failed("it was not asked for") }
    name(parameters, into: &facts)
    facts.today = WallClock.today()
    return facts
  }

  private static func name(_ parameters: ConnectionParameters, into facts: inout Facts) {
    facts.host = parameters.effective("host") ?? ""
    facts.port = parameters.effective("port") ?? "5432"
    facts.isLocal = parameters.isLocal
    facts.sslmode = parameters.written("sslmode")
    facts.rootCertificate = parameters.effective("sslrootcert")
    facts.server.role = Identifier(parameters.effective("user") ?? "")
    facts.server.database = parameters.effective("dbname") ?? facts.server.role.text
    (facts.provider, facts.providerEvidence) = Provider.fromHost(facts.host)
  }

  /// The connection timeout is part of the total timeout.
  static func limited(
    _ parameters: ConnectionParameters, _ options: FactOptions
  ) -> ConnectionParameters {
    var limited = parameters
    let most = max(2, Int(options.timeout.components.seconds))
    let written = parameters.effective("connect_timeout").flatMap(Int.init) ?? 10
    limited.set("connect_timeout", String(written > 0 ? min(written, most) : most))
    return limited
  }

  private static func read(
    _ sessions: inout SessionPair, into facts: inout Facts
  ) throws(ServerError) {
    try readServer(sessions.query, into: &facts)
    // Not earlier: the senders in use were counted without it.
    sessions.prepareReplication()
    try readTables(sessions.query, into: &facts)
  }

  private static func readServer(
    _ session: borrowing Connection, into facts: inout Facts
  ) throws(ServerError) {
    // Before our own settings: this is what applies to the role, and its source.
    run([.settings(session.serverVersion), .rights(session.serverVersion)], session, &facts)
    if let error = facts.readError { throw error }
    // Behind a pooler a setting could stay with the server's session and reach its next user.
    if !facts.server.isPooled { try session.script(pins(session.serverVersion, facts.options)) }
    try followNames(session, into: &facts)
    run(FactQuery.all(session.serverVersion, facts), session, &facts)
    if let error = facts.readError { throw error }
    (facts.provider, facts.providerEvidence) = Provider.detect(facts.server, host: facts.host)
  }

  /// Runs statements in one round trip, except those that are known to be refused.
  private static func run(
    _ queries: [FactQuery], _ session: borrowing Connection, _ facts: inout Facts
  ) {
    let allowed = queries.filter { facts.gaps[$0.family] == nil }
    let answers = session.batch(allowed.map(\.statement))
    for (query, answer) in zip(allowed, answers) { query.take(answer, into: &facts) }
  }

  /// Settings while facts are read: nothing is changed, and no other session is blocked.
  private static func pinned(_ version: Int, _ options: FactOptions) -> [(String, String)] {
    let limit = max(1_000, options.timeout.components.seconds * 1_000)
    let all = [
      ("default_transaction_read_only", "on"), ("statement_timeout", "\(limit)"),
      ("lock_timeout", "2000"), ("idle_in_transaction_session_timeout", "0"),
      ("search_path", "''"),
    ]
    return all + (version >= 170_000 ? [("transaction_timeout", "0")] : [])
  }

  private static func pins(_ version: Int, _ options: FactOptions) -> String {
    pinned(version, options).map { "SET \($0.0) = \($0.1)" }.joined(separator: "; ")
  }

  private static func unpins(_ version: Int, _ options: FactOptions) -> String {
    pinned(version, options).map { "RESET \($0.0)" }.joined(separator: "; ")
  }

  private static func readTables(
    _ session: borrowing Connection, into facts: inout Facts
  ) throws(ServerError) {
    guard let streams = facts.configuration?.streams, !streams.isEmpty else { return }
    do {
      for table in try Introspection.tables(on: session, names: streams.map(\.table)) {
        facts.tables[table.name] = table
      }
      facts.look = try CatalogLook.take(
        publication: facts.publicationName ?? "",
        oids: (facts.state?.tracked.map(\.table.oid) ?? []) + facts.options.knownTables.values,
        names: Array(Set((streams + (facts.written ?? [])).map(\.table))), withColumns: true,
        partitions: facts.state?.tracked.flatMap { $0.partitions ?? [] } ?? [], over: session)
    } catch {
      guard !error.connectionLost, !error.isSilence else { throw error }
      facts.gaps[.tables] = .failed(error.description)
    }
  }
}
