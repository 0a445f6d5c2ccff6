import Settings
import Postgres

extension FactGatherer {
  /// Opens a replication session, as blink-run does, and tries a temporary slot if asked to.
  static func replicate(
    _ parameters: ConnectionParameters, until deadline: ContinuousClock.Instant,
    into facts: inout Facts
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
        facts.probe = probe(session, facts)
      }
    } catch let error as ConnectionError {
      facts.replicationError = error
    } catch {
      facts.replicationError = ConnectionError(.replicationRefused, message: "\(error)")
    }
  }

  /// Makes a temporary slot with the plugin and drops it; it would end with the session anyway.
  private static func probe(_ session: borrowing Connection, _ facts: Facts) -> ProbeFacts {
    let name = Identifier("blink_doctor_\(String(UInt32.random(in: 0...(.max)), radix: 16))")
    let plugin = facts.plugin.rawValue
    let began = ContinuousClock.now
    do {
      try session.query(
        "CREATE_REPLICATION_SLOT \(name.quoted) TEMPORARY LOGICAL \(plugin) NOEXPORT_SNAPSHOT",
        timeout: facts.options.probeTimeout)
      let time = ContinuousClock.now - began
      try session.query("DROP_REPLICATION_SLOT \(name.quoted)")
      return ProbeFacts(plugin: plugin, time: time)
    } catch {
      return ProbeFacts(plugin: plugin, problem: error, time: ContinuousClock.now - began)
    }
  }
}
