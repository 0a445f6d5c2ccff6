import Postgres
import Replication
import Start

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
      let identity = try ServerIdentity(of: session)
      var replication = ReplicationFacts(identity: identity, time: ContinuousClock.now - began)
      if let state = facts.state, state.systemID == identity.systemID {
        replication.switchPoint = try identity.switchPoint(from: state.timeline, over: session)
      }
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
