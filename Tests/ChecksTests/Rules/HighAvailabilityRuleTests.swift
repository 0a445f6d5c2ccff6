import Checks
import Postgres
import Replication
import Testing

/// Standbys, real ones and blink-run taken for one.
@Suite struct HighAvailabilityRuleTests {
  private let pipeline = Facts.healthyPipeline()

  private func synchronous(_ value: String, _ senders: [SenderRow] = []) -> [Finding] {
    pipeline.findings("sync-standby-hazard") {
      $0.server.settings["synchronous_standby_names"] = ServerFacts.Setting(value: value)
      $0.senders = senders
    }
  }

  @Test func blinkRunAsASynchronousStandby() {
    #expect(synchronous("") == [])
    #expect(synchronous("node1, node2").map(\.status) == [.ok])
    #expect(synchronous("FIRST 1 (blink-runner)").map(\.status) == [.ok])
    let node = SenderRow(pid: 1, application: "node1", syncState: "sync")
    // Whoever connects chooses the name.
    let hostile = SenderRow(pid: 2, application: "x'; DROP TABLE t; --")
    let cases = [
      ("*", ""), ("ANY 1 (*)", ""), ("Blink-Run", ""), ("\"blink-run\"", ""),
      ("2 (node1, \"blink-run\")", "2 (node1)"),
    ]
    for (value, mended) in cases {
      let found = synchronous(value, [hostile])
      #expect(found.map(\.status) == [.warning], "\(value)")
      #expect(
        found[0].remedies[0].text
          == "ALTER SYSTEM SET synchronous_standby_names = '\(mended)';")
    }
    #expect(
      synchronous("ANY 1 (*)", [node, hostile])[0].remedies[0].text
        == "ALTER SYSTEM SET synchronous_standby_names = 'ANY 1 (\"node1\")';")
    let counted = SenderRow(pid: 3, application: "blink-run", syncState: "quorum")
    #expect(synchronous("node1", [counted]).map(\.status) == [.warning])
  }

  @Test func theGateOfFailoverSlots() {
    // Documentation of 17, "synchronized_standby_slots".
    func found(isFailover: Bool) -> [Finding] {
      pipeline.findings("standby-slot-gate") {
        var slot = ReplicationSlot()
        slot.name = "s"
        slot.confirmed = LSN(1)
        slot.isFailover = isFailover
        $0.slots = [slot]
        $0.gate = [
          StandbySlot(name: "open", exists: true, isActive: true),
          StandbySlot(name: "idle", exists: true, isActive: false),
          StandbySlot(name: "gone", exists: false, isActive: false),
        ]
      }
    }
    #expect(found(isFailover: false) == [])
    #expect(found(isFailover: true).map(\.subject) == ["idle", "gone"])
    #expect(found(isFailover: true).map(\.status) == [.warning, .warning])
    #expect(
      found(isFailover: true)[0].remedies[0].text
        == "ALTER SYSTEM SET synchronized_standby_slots = 'open';")
  }

  @Test func whatAStandbyNeedsFromItsPrimary() {
    func found(_ version: Int, feedback: String, slot: String) -> [String] {
      pipeline.findings("hot-standby-feedback") {
        $0.server.version = version
        $0.server.isStandby = true
        $0.server.settings["hot_standby_feedback"] = ServerFacts.Setting(value: feedback)
        $0.server.settings["primary_slot_name"] = ServerFacts.Setting(value: slot)
      }.filter { $0.status == .warning }.map(\.subject)
    }
    #expect(found(160_000, feedback: "on", slot: "n") == [])
    #expect(found(160_000, feedback: "off", slot: "n") == ["hot_standby_feedback"])
    #expect(found(160_000, feedback: "on", slot: "") == ["primary_slot_name"])
    // Before 16 a standby cannot decode at all, and that is said.
    #expect(found(150_000, feedback: "off", slot: "") == [])
  }

  @Test func failoversBefore17() {
    func status(_ change: (inout Facts) -> Void) -> [Finding.Status] {
      pipeline.findings("failover-loss", change).map(\.status)
    }
    let node = SenderRow(pid: 1, application: "node1")
    #expect(status { _ in } == [])
    #expect(status { $0.senders = [node] } == [.warning])
    #expect(status { $0.senders = [SenderRow(pid: 1, application: "pg_basebackup")] } == [])
    #expect(
      status {
        $0.senders = [node]
        $0.server.version = 170_000
      } == [])
    #expect(
      status {
        $0.senders = [node]
        $0.server.settings["shared_preload_libraries"] = ServerFacts.Setting(
          value: "pg_failover_slots")
      } == [.ok])
    #expect(status { $0.provider = .azure } == [.info])
    #expect(status { $0.provider = .aurora } == [.ok])
  }
}
