import Checks
import Postgres
import Replication
import Settings
import Start
import Testing

/// Versions and clocks that no server of the tests has.
@Suite struct ServerRuleTests {
  private let pipeline = Facts.healthyPipeline()

  /// What `version()` says, from the documentation of each product.
  @Test func otherProductsEndTheReport() {
    for (banner, version, name) in [
      ("CockroachDB CCL v23.1.11 (x86_64-pc-linux-gnu)", 130_000, "CockroachDB"),
      ("PostgreSQL 11.2-YB-2.18.0.0-b0 on x86_64-pc-linux-gnu", 110_002, "YugabyteDB"),
      ("PostgreSQL 8.0.2 on i686-pc-linux-gnu, Redshift 1.0.54052", 80_002, "Amazon Redshift"),
      ("PostgreSQL 12.12 (Greenplum Database 7.0.0) on x86_64", 120_012, "Greenplum"),
    ] {
      var facts = pipeline
      facts.server.version = version
      facts.server.banner = banner
      #expect(facts.problems() == ["not-postgres"], "\(banner)")
      #expect(facts.findings("not-postgres")[0].found.hasPrefix(name))
      #expect(facts.findings("table-exists").allSatisfy { $0.cause == "not-postgres" })
    }
    #expect(
      pipeline.problems { $0.server.banner = "PostgreSQL 15.18 (Debian 15.18-0+deb12u1)" } == [])
  }

  /// https://www.postgresql.org/support/versioning/
  @Test func supportEndsOnADay() {
    func problems(_ version: Int, _ today: String?) -> [String] {
      pipeline.problems {
        $0.server.version = version
        $0.today = today
      }
    }
    #expect(problems(130_023, "2025-11-13") == [])
    #expect(problems(130_023, "2025-11-14") == ["server-version"])
    #expect(problems(140_024, "2026-11-25") == ["server-version"])
    #expect(problems(150_020, "2026-11-25") == [])
    #expect(problems(140_024, nil) == [])
    #expect(problems(200_000, "2040-01-01") == [])
    #expect(problems(90_624, nil) == ["server-version"])
  }

  /// https://www.postgresql.org/docs/current/protocol-logical-replication.html
  @Test func transactionsThatRunAreStreamedFrom14On() {
    func problems(_ version: Int, streaming: Bool) -> [String] {
      pipeline.problems {
        $0.server.version = version
        $0.today = nil
        $0.configuration?.source.streaming = streaming
      }
    }
    #expect(problems(130_023, streaming: true) == ["server-version"])
    #expect(problems(130_023, streaming: false) == [])
    #expect(problems(140_024, streaming: true) == [])
  }

  /// Release notes of 13.21, 14.18, 15.13, 16.9 and 17.5 ("Avoid data loss when DDL operations
  /// that don't take a strong lock affect tables that are being logically replicated").
  @Test func releasesThatForgetTables() {
    for (version, isAffected) in [
      (120_022, true), (130_020, true), (130_021, false), (140_017, true), (140_018, false),
      (150_012, true), (150_013, false), (160_008, true), (160_009, false), (170_004, true),
      (170_005, false), (180_000, false),
    ] {
      #expect(
        pipeline.problems { $0.server.version = version }.contains("relcache-bug") == isAffected,
        "\(version)")
    }
  }

  /// The releases of August 2026.
  @Test func theUpdateThatRestrictsPlugins() {
    func status(_ version: Int, _ change: (inout Facts) -> Void = { _ in }) -> [Finding.Status] {
      pipeline.findings("minor-version") {
        $0.server.version = version
        change(&$0)
      }.map(\.status)
    }
    for version in [140_023, 150_018, 160_014, 170_010, 180_005] {
      #expect(status(version) == [.info], "\(version)")
    }
    for version in [130_023, 140_024, 150_019, 160_015, 170_011, 180_006, 190_000] {
      #expect(status(version) == [], "\(version)")
    }
    #expect(status(150_018) { $0.configuration?.source.plugin = .wal2json } == [.warning])
    var slot = ReplicationSlot()
    slot.name = "other"
    slot.plugin = "decoderbufs"
    #expect(status(150_018) { $0.slots = [slot] } == [.warning])
    slot.plugin = "test_decoding"
    #expect(status(150_018) { $0.slots = [slot] } == [.info])
  }

  @Test func clocksThatDiffer() {
    func skew(_ milliseconds: Int) -> [Finding] {
      pipeline.findings("clock-skew") { $0.server.clockSkew = .milliseconds(milliseconds) }
    }
    #expect(skew(1_900).map(\.status) == [.ok])
    #expect(skew(-2_600).map(\.status) == [.warning])
    #expect(skew(-2_600)[0].found.contains("2.6 s behind"))
    #expect(skew(90_000)[0].found.contains("90.0 s ahead of"))
  }

  @Test func aChangedWalLevelWaitsForItsRestart() {
    let waiting = pipeline.findings("wal-level") {
      $0.server.settings["wal_level"] = ServerFacts.Setting(
        value: "replica", isPendingRestart: true)
    }
    #expect(waiting.map(\.status) == [.error])
    #expect(waiting[0].remedies[0].text.contains("restart"))
    // 19 raises the level by itself (its release notes).
    #expect(
      pipeline.problems {
        $0.server.version = 190_000
        $0.server.settings["wal_level"]?.value = "replica"
      } == [])
    #expect(
      pipeline.problems {
        $0.server.version = 190_000
        $0.server.settings["wal_level"]?.value = "minimal"
      } == ["wal-level"])
  }

  @Test func collationsOfOlderServers() throws {
    func remedies(_ version: Int, _ drift: CollationDrift) -> [String] {
      pipeline.findings("collation-drift") {
        $0.server.version = version
        $0.collations = [drift]
      }.flatMap(\.remedies).map(\.text)
    }
    let own = CollationDrift(name: "", recorded: "2.31", actual: "2.36")
    #expect(
      remedies(150_018, own) == [
        "REINDEX DATABASE CONCURRENTLY \"shop\";",
        "ALTER DATABASE \"shop\" REFRESH COLLATION VERSION;",
      ])
    let named = CollationDrift(name: "a\"b", schema: "s", recorded: "1", actual: "2")
    #expect(
      remedies(110_022, named) == [
        "REINDEX DATABASE \"shop\";", "ALTER COLLATION \"s\".\"a\"\"b\" REFRESH VERSION;",
      ])
  }

  @Test func theStateIsOfAnotherServer() {
    func status(_ change: (inout PipelineState) -> Void) -> [Finding.Status] {
      var state = PipelineState.streaming(at: 0x100)
      change(&state)
      return pipeline.findings("identity-changed") {
        $0.state = state
        $0.replication = ReplicationFacts(
          identity: ServerIdentity(systemID: "7", timeline: 1, position: LSN(0x200)))
      }.map(\.status)
    }
    #expect(status { _ in } == [.ok])
    #expect(status { $0.systemID = "8" } == [.error])
    #expect(status { $0.timeline = 2 } == [.warning])
  }
}
