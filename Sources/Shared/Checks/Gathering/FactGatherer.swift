import Catalog
package import Postgres
package import Settings

/// Asks the server for all facts, in few round trips, changing nothing.
package enum FactGatherer {
  /// - Parameters:
  ///   - parameters: with the transport rules applied.
  ///   - slot, publication: the names that will be used; nil where none is known.
  package static func gather(
    _ parameters: ConnectionParameters, configuration: Configuration?, slot: String?,
    publication: String?, options: FactOptions = FactOptions()
  ) -> Facts {
    let deadline = ContinuousClock.now + options.timeout
    var facts = wanted(configuration, slot: slot, publication: publication)
    facts.options = options
    for family in options.leftOut { facts.gaps[family] = .failed("it was not asked for") }
    name(parameters, into: &facts)
    facts.today = today()
    do {
      var session = try Connection.open(
        limited(parameters, options), applicationName: "blink-doctor")
      session.deadline = deadline
      facts.server.version = session.serverVersion
      facts.server.isEncrypted = session.isEncrypted
      // Before 10 there is no pgoutput, and the functions have other names.
      guard session.serverVersion >= 100_000 else {
        let rows = try? session.query("SELECT version() AS banner")
        facts.server.banner = rows.flatMap { $0[row: 0, name: "banner"] } ?? ""
        return facts
      }
      do {
        try readClock(session, into: &facts)
        // Others that speak the protocol lack what the statements read.
        guard Product.other(facts.server.banner) == nil else { return facts }
        try read(session, into: &facts)
        replicate(parameters, beside: session, until: deadline, into: &facts)
        readDisk(into: &facts)
        // Waiting for it is no silence of the server's.
        session.deadline = ContinuousClock.now + options.timeout + (options.sample ?? .zero)
        try sample(session, into: &facts)
      } catch {
        facts.readError = error
      }
    } catch {
      facts.connectionError = error
    }
    return facts
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

  /// The time to connect is a part of all the time there is.
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
    _ session: borrowing Connection, into facts: inout Facts
  ) throws(ServerError) {
    // Before our own settings: this is what the role really gets, and from where.
    run([.settings(session.serverVersion), .rights(session.serverVersion)], session, &facts)
    if let error = facts.readError { throw error }
    // Behind a pooler a setting could stay with the server's session and reach its next user.
    if !facts.server.isPooled { try session.script(pins(session.serverVersion, facts.options)) }
    run(FactQuery.all(session.serverVersion, facts), session, &facts)
    if let error = facts.readError { throw error }
    (facts.provider, facts.providerEvidence) = Provider.detect(facts.server, host: facts.host)
    try readTables(session, into: &facts)
  }

  /// Runs statements in one round trip, but for those that are known to be refused.
  private static func run(
    _ queries: [FactQuery], _ session: borrowing Connection, _ facts: inout Facts
  ) {
    let allowed = queries.filter { facts.gaps[$0.family] == nil }
    let answers = session.batch(allowed.map(\.statement))
    for (query, answer) in zip(allowed, answers) { query.take(answer, into: &facts) }
  }

  private static func pins(_ version: Int, _ options: FactOptions) -> String {
    let limit = max(1_000, options.timeout.components.seconds * 1_000)
    return """
      SET default_transaction_read_only = on; SET statement_timeout = \(limit);
      SET lock_timeout = 2000; SET idle_in_transaction_session_timeout = 0;
      SET search_path = ''
      """ + (version >= 170_000 ? "; SET transaction_timeout = 0" : "")
  }

  private static func readTables(
    _ session: borrowing Connection, into facts: inout Facts
  ) throws(ServerError) {
    guard let streams = facts.configuration?.streams, !streams.isEmpty else { return }
    do {
      for table in try Introspection.tables(on: session, names: streams.map(\.table)) {
        facts.tables[table.name] = table
      }
    } catch {
      guard !error.connectionLost, !error.isSilence else { throw error }
      facts.gaps[.tables] = .failed(error.description)
    }
  }
}
