import Checks
import Postgres
import Settings
import Start
import Testing

/// Checks over facts that no server had to be broken for.
@Suite struct ReportTests {
  private func healthy() -> Facts { .healthy() }

  private func problems(_ facts: Facts, today: String = "2026-11-24") -> [String] {
    Report(facts, today: today).findings.map(\.finding)
      .filter { $0.status == .error || $0.status == .warning }.map(\.id)
  }

  @Test func aHealthyServerHasNoFindings() {
    #expect(problems(healthy()) == [])
    #expect(Report(healthy(), today: "").refusals.isEmpty)
    #expect(Facts.healthyPipeline().problems() == [])
  }

  @Test func eachFactHasItsFinding() {
    func broken(_ change: (inout Facts) -> Void) -> [String] {
      var facts = healthy()
      change(&facts)
      return problems(facts)
    }
    #expect(broken { $0.server.version = 90_600 } == ["server-version"])
    #expect(broken { $0.server.settings["wal_level"]?.value = "replica" } == ["wal-level"])
    #expect(
      broken { $0.server.settings["wal_level"]?.isPendingRestart = true } == ["pending-restart"])
    #expect(broken { $0.server.usedSlots = 10 } == ["replication-slots-free"])
    #expect(broken { $0.server.usedSenders = 10 } == ["wal-senders-free"])
    #expect(broken { $0.server.isSuperuser = false } == ["replication-role"])
    #expect(
      broken {
        $0.server.isSuperuser = false
        $0.server.memberOf = ["rds_replication"]
      } == [])
    #expect(broken { $0.isLocal = false } == ["tls-plaintext"])
    #expect(
      broken {
        $0.isLocal = false
        $0.server.isEncrypted = true
      } == ["tls-unverified"])
    #expect(broken { $0.server.isStandby = true } == ["standby"])
  }

  @Test func aFailedConnectionSkipsTheRest() {
    var facts = healthy()
    facts.connectionError = ConnectionError(.authentication, sqlstate: "28P01", message: "no")
    let report = Report(facts, today: "")
    #expect(report.count(.error) == 1)
    #expect(report.findings.contains { $0.finding.status == .skipped })
    #expect(problems(facts) == ["auth"])
  }

  @Test func remediesSpeakTheProvidersLanguage() throws {
    for (provider, word) in [
      (Provider.selfManaged, "ALTER SYSTEM"), (.rds, "rds.logical_replication"),
      (.aurora, "cluster-parameter-group"), (.azure, "az postgres flexible-server"),
    ] {
      var facts = healthy()
      facts.provider = provider
      facts.server.settings["wal_level"]?.value = "replica"
      let finding = try #require(
        Report(facts, today: "").findings.map(\.finding).first { $0.id == "wal-level" })
      #expect(finding.remedies[0].text.contains(word))
      #expect(finding.remedies[0].restart)
    }
  }

  @Test func whatKeepsARunFromStartingCannotBeIgnoredAway() {
    var facts = healthy()
    facts.server.settings["wal_level"]?.value = "replica"
    var configuration = Configuration(file: "f", source: SourceSettings(), streams: [])
    configuration.doctor.ignore = [DoctorSettings.Ignored(id: "wal-level")]
    facts.configuration = configuration
    let report = Report(facts, today: "")
    #expect(report.count(.error) == 0)
    #expect(report.refusals.map(\.id) == ["wal-level"])
  }

  @Test func whatIsNotVerifiedIsSaidExactly() {
    var facts = healthy()
    facts.isLocal = false
    facts.server.isEncrypted = true
    for (mode, text) in [
      ("verify-ca", "is verified, but the host name in it is not"), ("require", "is not verified"),
    ] {
      facts.sslmode = mode
      let finding = Report(facts, today: "").findings.map(\.finding).first { $0.status == .warning }
      #expect(finding?.id == "tls-unverified")
      #expect(finding?.found.contains(text) == true)
    }
  }

  @Test func aDatabaseThatKnowsNoEncodingIsAWarning() {
    var facts = healthy()
    facts.server.encoding = "SQL_ASCII"
    #expect(problems(facts) == ["server-encoding"])
    var source = SourceSettings()
    source.onInvalidText = .escape
    facts.configuration = Configuration(file: "f", source: source, streams: [])
    #expect(problems(facts) == [])
  }

  @Test func ignoredFindingsCountUntilTheirDay() {
    var facts = healthy()
    facts.server.usedSenders = 10
    var configuration = Configuration(file: "f", source: SourceSettings(), streams: [])
    configuration.doctor.ignore = [
      DoctorSettings.Ignored(id: "wal-senders-free", until: "2026-11-24")
    ]
    facts.configuration = configuration
    #expect(!problems(facts).contains("wal-senders-free"))
    #expect(problems(facts, today: "2026-11-25").contains("wal-senders-free"))
  }
}
