import Postgres

extension FactGatherer {
  /// Opens a replication session, as blink-run does, and tries a temporary slot if asked to.
  static func replicate(
    _ sessions: inout SessionPair, _ parameters: ConnectionParameters,
    until deadline: ContinuousClock.Instant, into facts: inout Facts
  ) {
    let began = ContinuousClock.now
    do {
      var session = try sessions.takeReplication()
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
        probe(session, beside: sessions.query, into: &facts)
        peek(sessions.query, into: &facts)
      }
      session.deadline = nil
      sessions.keepReplication(session)
    } catch let error as ConnectionError {
      facts.replicationError = error
    } catch {
      facts.replicationError = ConnectionError(.replicationRefused, message: "\(error)")
    }
    if facts.options.probes { compareInstances(parameters, from: sessions.query, into: &facts) }
  }
}
