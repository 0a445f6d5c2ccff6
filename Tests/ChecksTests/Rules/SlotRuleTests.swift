import Checks
import Postgres
import Replication
import Settings
import Start
import Testing

/// Rules about the slot, its consumer and its state.
@Suite struct SlotRuleTests {
  private let pipeline = Facts.healthyPipeline()

  private func facts(
    _ change: (inout ReplicationSlot) -> Void = { _ in },
    also other: (inout Facts) -> Void = { _ in }
  ) -> Facts {
    var slot = ReplicationSlot()
    slot.name = "s"
    slot.plugin = "pgoutput"
    slot.database = "shop"
    slot.confirmed = LSN(0x100)
    slot.retainedBytes = 100
    slot.lagBytes = 50
    change(&slot)
    var facts = pipeline
    facts.slots = [slot]
    other(&facts)
    return facts
  }

  private func state(_ delivered: UInt64) -> PipelineState {
    PipelineState.streaming(at: delivered)
  }

  @Test func slotsInEveryTrouble() {
    #expect(facts().problems() == [])
    #expect(facts { $0.isTwoPhase = true }.problems() == ["slot-two-phase"])
    #expect(facts { $0.confirmed = nil }.problems() == ["slot-half-created"])
    #expect(facts { $0.confirmed = nil }.findings("slot-half-created").map(\.status) == [.error])
    let making = facts {
      $0.confirmed = nil
      $0.isActive = true
    }
    #expect(making.findings("slot-half-created").map(\.status) == [.warning])
    #expect(facts { $0.retainedBytes = 5 << 30 }.problems() == ["slot-lag", "slot-restart-gap"])
    #expect(facts { $0.catalogAge = 600_000_000 }.problems() == ["slot-xmin-age"])
    // Documentation of 17, "pg_replication_slots": synced.
    #expect(facts({ $0.isSynced = true }, also: { $0.server.version = 170_012 }).problems() == [])
    #expect(
      facts(
        { $0.isSynced = true },
        also: {
          $0.server.version = 170_012
          $0.server.isStandby = true
        }
      ).problems() == ["standby", "slot-synced"])
  }

  @Test func theReasonOfALossHasItsRemedy() {
    // Documentation of 18, "pg_replication_slots": invalidation_reason.
    for (reason, word) in [
      ("wal_removed", "max_slot_wal_keep_size"), ("rows_removed", "hot_standby_feedback"),
      ("wal_level_insufficient", "wal_level"), ("idle_timeout", "idle_replication_slot_timeout"),
    ] {
      let lost = facts { $0.invalidationReason = reason }
      let finding = lost.findings("slot-lost")[0]
      #expect(finding.status == .error && finding.found.contains(reason))
      #expect(finding.remedies.contains { $0.text.contains(word) })
      // What the slot holds or who reads it is of no interest any more.
      #expect(lost.problems() == ["slot-lost"])
    }
  }

  @Test func aSlotThatWillBeLostSoon() {
    func soon(_ safe: Int, active: Bool) -> [Finding] {
      facts(
        {
          $0.safeWALSize = safe
          $0.isActive = active
        },
        also: {
          $0.wal.countedBytes = 1 << 30
          $0.wal.countedSeconds = 1_024
        }
      ).findings("slot-unreserved")
    }
    #expect(soon(60 << 20, active: false).map(\.status) == [.warning])
    #expect(soon(60 << 20, active: true).map(\.status) == [.warning])
    #expect(soon(60 << 20, active: true)[0].found.contains("in about 60 s"))
    #expect(soon(8 << 30, active: false) == [])
    let unreserved = facts { $0.walStatus = "unreserved" }
    #expect(unreserved.problems() == ["slot-unreserved"])
    // The remedy is to start blink-run.
    #expect(!Report(unreserved, today: "").refusals.contains { $0.id == "slot-unreserved" })
  }

  @Test func aQuarterOfTheBudgetIsMuch() {
    func lag(_ megabytes: Int, keep: String) -> Finding.Status? {
      facts(
        { $0.retainedBytes = megabytes << 20 },
        also: {
          $0.server.settings["max_slot_wal_keep_size"] = ServerFacts.Setting(value: keep)
        }
      ).findings("slot-lag").first?.status
    }
    #expect(lag(300, keep: "1024") == .warning)
    #expect(lag(200, keep: "1024") == .ok)
    #expect(lag(300, keep: "-1") == .ok)
    #expect(lag(1_100, keep: "-1") == .warning)
  }

  @Test func aRunningPipelineIsToldFromAStranger() {
    func active(_ holder: String, _ state: PipelineState?) -> Finding {
      facts(
        {
          $0.isActive = true
          $0.activePID = 7
          $0.holder = holder
          $0.holderAddress = "10.0.0.1"
          $0.lagSeconds = 0.25
        }, also: { $0.state = state }
      ).findings("slot-active")[0]
    }
    let own = active("blink-run, cdc", state(0x100))
    #expect(own.status == .info)
    for part in ["this pipeline is running", "pid 7", "cdc", "10.0.0.1", ", 250 ms behind"] {
      #expect(own.found.contains(part), "\(own.found)")
    }
    #expect(active("blink-run, cdc", nil).status == .warning)
    #expect(active("debezium, cdc", state(0x100)).status == .error)
  }

  @Test func theStateAndTheSlot() {
    func status(_ delivered: UInt64) -> [Finding.Status] {
      facts(also: { $0.state = state(delivered) }).findings("slot-checkpoint").map(\.status)
    }
    #expect(status(0x100) == [.ok])
    #expect(status(0x200) == [.ok])
    #expect(status(0x90) == [.error])
    var unfinished = state(0x90)
    unfinished.phase = .snapshot
    #expect(facts(also: { $0.state = unfinished }).findings("slot-checkpoint") == [])
    let gone = facts(also: {
      $0.slots = []
      $0.state = state(0x90)
    }).findings("slot-exists")
    #expect(gone.map(\.status) == [.error])
    #expect(gone[0].remedies[1].text.contains("--accept-gap 0/90"))
  }

  @Test func failoverSlots() {
    // Documentation of 17, "pg_replication_slots": failover.
    func status(_ failover: Bool?, _ change: (inout Facts) -> Void = { _ in }) -> [Finding.Status] {
      facts({ $0.isFailover = failover }, also: change).findings("slot-failover").map(\.status)
    }
    #expect(status(nil) == [])
    #expect(status(true) == [.ok])
    #expect(status(false) == [.info])
    #expect(status(false) { $0.configuration?.source.failover = true } == [.warning])
    #expect(status(false) { $0.senders = [SenderRow(pid: 9, application: "node2")] } == [.warning])
  }

  @Test func transactionsThatANewSlotWaitsFor() {
    func status(_ seconds: Int, _ change: (inout Facts) -> Void = { _ in }) -> [Finding.Status] {
      var facts = pipeline
      var blocker = WriteBlocker(description: "pid 7", database: "shop", pid: 7)
      blocker.seconds = seconds
      blocker.state = "idle in transaction"
      facts.blockers = [blocker]
      change(&facts)
      let found = facts.findings("slot-create-blocked")
      #expect(found.allSatisfy { $0.found.contains("idle in transaction") })
      #expect(Report(facts, today: "").refusals.isEmpty)
      return found.map(\.status)
    }
    #expect(status(60) == [.warning])
    #expect(status(7_200) == [.warning])
    #expect(
      status(60) {
        $0.probe = ProbeFacts(
          plugin: "pgoutput", problem: ServerError(sqlstate: "57014", message: "cancelled"))
      } == [.warning])
  }

  @Test func idleSlotsOfOthersByTimeAndSize() {
    func status(_ change: (inout ReplicationSlot) -> Void) -> [Finding.Status] {
      facts({
        $0.name = "old"
        change(&$0)
      }).findings("other-slots").map(\.status)
    }
    #expect(status { _ in } == [.info])
    #expect(status { $0.isActive = true } == [])
    // From 17 the server tells since when.
    #expect(status { $0.inactiveSeconds = 90_000 } == [.warning])
    #expect(status { $0.walStatus = "lost" } == [.warning])
  }
}
