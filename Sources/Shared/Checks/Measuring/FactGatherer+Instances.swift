import Postgres

extension FactGatherer {
  /// Sessions that the snapshot of the first one is shown to.
  private static let sessions = 4

  /// Whether other sessions, opened in the same way, can see a snapshot of this one: several
  /// servers behind one address do not share them.
  static func compareInstances(
    _ parameters: ConnectionParameters, from session: borrowing Connection,
    into facts: inout Facts
  ) {
    guard facts.configuration == nil || facts.wantsSnapshot else { return }
    var instances = InstanceFacts()
    do {
      try session.script("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
      let rows = try session.query("SELECT pg_catalog.pg_export_snapshot() AS snapshot")
      let snapshot = rows[row: 0, name: "snapshot"] ?? ""
      for _ in 0..<Self.sessions {
        let stranger = try stranger(to: snapshot, parameters, facts.options)
        instances.tried += 1
        if let stranger { instances.strangers.append(stranger) }
      }
    } catch {
      instances.problem = "\(error)"
    }
    _ = try? session.script("ROLLBACK")
    facts.instances = instances
  }

  /// Opens one more session; returns its server's address if that cannot see the snapshot.
  private static func stranger(
    to snapshot: String, _ parameters: ConnectionParameters, _ options: FactOptions
  ) throws -> String? {
    var session = try Connection.open(
      limited(parameters, options), applicationName: "blink-doctor")
    session.deadline = ContinuousClock.now + options.timeout
    try session.script("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
    do {
      try session.query("SET TRANSACTION SNAPSHOT \(Quoting.literal(snapshot))")
      return nil
    } catch {
      guard ["22023", "42704"].contains(error.sqlstate) else { throw error }
      try session.script("ROLLBACK")
      let rows = try session.query(
        "SELECT pg_catalog.host(pg_catalog.inet_server_addr()) AS address,"
          + " pg_catalog.inet_server_port() AS port")
      let address = rows[row: 0, name: "address"] ?? "local socket"
      return "\(address), port \(rows[row: 0, name: "port"] ?? "?")"
    }
  }
}
