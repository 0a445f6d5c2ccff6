import Checks
import Postgres
import Replication
import Settings
import Testing

/// Limits of the server, the database and the role.
@Suite struct CapacityRuleTests {
  private var pipeline: Facts {
    var facts = Facts.healthyPipeline()
    facts.server.isSuperuser = false
    facts.server.mayReplicate = true
    facts.server.maxConnections = 10
    facts.server.reservedConnections = 3
    facts.server.usedConnections = 1
    facts.server.roleConnections = 1
    facts.server.databaseConnections = 1
    return facts
  }

  private func subjects(_ change: (inout Facts) -> Void) -> [String] {
    pipeline.findings("connections-free", change).filter { $0.status >= .warning }
      .map { "\($0.status) \($0.subject)" }
  }

  @Test func connectionsOfTheSnapshot() {
    // One for blink-run, one for its worker.
    #expect(subjects { _ in } == [])
    #expect(subjects { $0.server.usedConnections = 6 } == ["warning max_connections"])
    #expect(subjects { $0.server.usedConnections = 7 } == ["error max_connections"])
    #expect(subjects { $0.configuration?.source.snapshotWorkers = 7 } == ["error max_connections"])
    #expect(
      subjects {
        $0.server.usedConnections = 7
        $0.configuration?.source.streamSnapshot = false
      } == [])
    #expect(
      subjects {
        $0.server.usedConnections = 7
        $0.server.isSuperuser = true
      } == [])
    #expect(subjects { $0.server.roleConnectionLimit = 2 } == ["warning the role's limit"])
    #expect(subjects { $0.server.roleConnectionLimit = 1 } == ["error the role's limit"])
    #expect(
      subjects {
        $0.server.databaseConnectionLimit = 3
        $0.server.databaseConnections = 3
      } == ["error the database's limit"])
    // Before 12 replication sessions are connections like others (its release notes).
    #expect(
      subjects {
        $0.server.version = 110_022
        $0.server.usedConnections = 5
      } == ["warning max_connections"])
  }

  @Test func fewerWorkersAreAWayOut() throws {
    let findings = pipeline.findings("connections-free") {
      $0.configuration?.source.snapshotWorkers = 9
    }
    let finding = try #require(findings.first)
    #expect(finding.remedies.contains { $0.text == "snapshot_workers: 6" })
  }

  @Test func idleSlotsAreWorthALook() {
    var idle = ReplicationSlot()
    idle.name = "old"
    var active = ReplicationSlot()
    active.name = "in_use"
    active.isActive = true
    let found = pipeline.findings("replication-slots-free") {
      $0.slots = [idle, active]
      $0.server.usedSlots = 9
    }
    #expect(found.map(\.status) == [.error])
    #expect(found[0].remedies[0].text.hasSuffix("no longer needed: old"))
    #expect(found[0].remedies[1].restart)
  }

  @Test func sendersThatWereRefusedOrAreFewerThanSlots() {
    #expect(
      pipeline.problems {
        $0.replicationError = ConnectionError(
          reading:
            "FATAL:  53300: number of requested standby connections exceeds max_wal_senders",
          replication: true)
        $0.replication = nil
      } == ["wal-senders-free"])
    let fewer = pipeline.findings("wal-senders-free") { $0.server.maxSenders = 5 }
    #expect(fewer.map(\.status) == [.warning])
    #expect(fewer[0].remedies[0].text.contains("max_wal_senders = '10'"))
  }
}
