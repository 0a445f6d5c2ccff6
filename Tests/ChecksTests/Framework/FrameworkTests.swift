import Checks
import Foundation
import Postgres
import Settings
import Start
import Testing

/// What holds of all checks: causes, gaps, selection, acceptance.
@Suite struct FrameworkTests {
  private let pipeline = Facts.healthyPipeline()

  private func report(
    _ facts: Facts, _ change: (inout CheckSelection) -> Void = { _ in }
  ) -> Report {
    var selection = CheckSelection()
    change(&selection)
    return Report(facts, selection: selection, today: "2026-11-24")
  }

  @Test func aCauseSilencesWhatFollowsFromIt() throws {
    var facts = pipeline
    facts.server.isSuperuser = false
    facts.replication = nil
    facts.replicationError = ConnectionError(.replicationRefused, message: "no")
    let findings = report(facts).findings.map(\.finding)
    let follower = try #require(findings.first { $0.id == "replication-connect" })
    #expect(follower.status == .skipped && follower.cause == "replication-role")
  }

  @Test func withoutASessionOnlyTheWayThereIsLookedAt() {
    var facts = pipeline
    facts.connectionError = ConnectionError(.authentication, message: "no")
    let findings = report(facts).findings
    for (group, finding) in findings where group != .connect && finding.id != "doctor-ignore" {
      #expect(finding.status == .skipped && finding.cause == "auth")
    }
    #expect(findings.filter { $0.finding.status == .error }.map(\.finding.id) == ["auth"])
  }

  @Test func anOldServerIsTheCauseOfEverythingElse() {
    var facts = Facts.healthy()
    facts.server.version = 90_624
    let findings = report(facts).findings.map(\.finding)
    #expect(findings.filter { $0.status == .error }.map(\.id) == ["server-version"])
    #expect(findings.allSatisfy { $0.cause == nil || $0.cause == "server-version" })
  }

  @Test func whatCannotBeReadIsUnknown() throws {
    var facts = pipeline
    facts.gaps[.slots] = .denied(right: "GRANT pg_monitor TO \"cdc\";")
    facts.gaps[.leaves] = .failed("canceling statement due to lock timeout (55P03)")
    let findings = report(facts).findings.map(\.finding)
    let slot = try #require(findings.first { $0.id == "slot-exists" })
    #expect(slot.status == .unknown)
    #expect(slot.missingRight == "GRANT pg_monitor TO \"cdc\";")
    #expect(slot.remedies.map(\.text) == ["GRANT pg_monitor TO \"cdc\";"])
    let identity = try #require(findings.first { $0.id == "replica-identity" })
    #expect(identity.status == .unknown && identity.found.contains("55P03"))
    #expect(identity.missingRight == nil)
  }

  @Test func onlyAndSkipTakeIdsAndGroups() {
    func ids(_ change: (inout CheckSelection) -> Void) -> Set<String> {
      Set(report(pipeline, change).findings.map(\.finding.id))
    }
    #expect(ids { $0.only = ["wal-level"] } == ["wal-level"])
    let slots = Set(Registry.all.filter { $0.group == .slot }.map(\.id))
    #expect(ids { $0.only = ["slot"] }.isSubset(of: slots))
    #expect(ids { $0.skip = ["slot"] }.isDisjoint(with: slots))
    #expect(ids { $0.isOffline = true } == ["slot-name-valid"])
    #expect(report(pipeline).isPartial == false)
    #expect(report(pipeline) { $0.only = ["slot"] }.isPartial)
  }

  @Test func unknownNamesAreRefusedWithTheNearest() {
    #expect(CheckSelection.unknown(["slot", "wal-level"], groups: true) == nil)
    #expect(CheckSelection.unknown(["slot"], groups: false)?.name == "slot")
    let slip = CheckSelection.unknown(["wal-levle"], groups: true)
    #expect(slip?.nearest == "wal-level")
  }

  @Test func acceptedFindingsCountButWeighNothing() {
    var facts = Facts.healthy()
    facts.server.usedSenders = 10
    facts.server.usedSlots = 10
    let plain = report(facts)
    #expect(plain.count(.error) == 2 && plain.ignoredCount == 0)
    let one = report(facts) { $0.ignored = [DoctorSettings.Ignored(written: "wal-senders-free")] }
    #expect(one.count(.error) == 1 && one.ignoredCount == 1)
    let subject = report(facts) {
      $0.ignored = [DoctorSettings.Ignored(written: "wal-senders-free:max_wal_senders")]
    }
    #expect(subject.ignoredCount == 1)
    let other = report(facts) {
      $0.ignored = [DoctorSettings.Ignored(written: "wal-senders-free:other")]
    }
    #expect(other.ignoredCount == 0)
    // What blocks blink-run does so all the same: it would fail later, and leave things behind.
    #expect(one.refusals.map(\.id) == plain.refusals.map(\.id))
  }
}
