import Postgres

extension FactGatherer {
  /// Opens a replication session, as blink-run does, and tries a temporary slot if asked to.
  static func replicate(
    _ parameters: ConnectionParameters, beside other: borrowing Connection,
    until deadline: ContinuousClock.Instant, into facts: inout Facts
  ) {
    let began = ContinuousClock.now
    do {
      var session = try Connection.open(
        limited(parameters, facts.options), applicationName: "blink-doctor", replication: true)
      session.deadline = deadline
      let rows = try session.query("IDENTIFY_SYSTEM")
      var replication = ReplicationFacts()
      if rows.count == 1 {
        replication.systemID = rows[row: 0, name: "systemid"]
        replication.timeline = rows.int(0, "timeline")
        replication.position = rows.lsn(0, "xlogpos")
      }
      replication.time = ContinuousClock.now - began
      facts.replication = replication
      if facts.options.probes {
        session.deadline = ContinuousClock.now + facts.options.probeTimeout + .seconds(10)
        probe(session, beside: other, into: &facts)
        peek(other, into: &facts)
      }
    } catch let error as ConnectionError {
      facts.replicationError = error
    } catch {
      facts.replicationError = ConnectionError(.replicationRefused, message: "\(error)")
    }
    if facts.options.probes { compareInstances(parameters, from: other, into: &facts) }
  }
}
