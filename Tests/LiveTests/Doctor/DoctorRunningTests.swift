import Foundation
import Support
import Testing

/// A pipeline that runs, and what can happen to it.
@Suite struct DoctorRunningTests {
  private func prepared() throws -> Fixture {
    let cluster = try TestCluster(settings: ["max_slot_wal_keep_size": "10GB"])
    try cluster.psql("CREATE TABLE t (id int PRIMARY KEY, v text); INSERT INTO t VALUES (1, 'a')")
    return try Fixture(
      cluster, yaml: Fixture.yaml(Fixture.stream("t", [("id", "Int32"), ("v", "String")])))
  }

  /// The finding of a check, whatever its weight.
  private func finding(_ fixture: Fixture, _ id: String) throws -> DoctorReport.Check {
    try #require(try fixture.doctor().report.checks.first { $0.id == id })
  }

  @Test func whoReadsTheSlotAndHowFarItIs() throws {
    let fixture = try prepared()
    let cluster = fixture.cluster
    let pipeline = try fixture.startStreaming()
    try cluster.psql(
      "INSERT INTO t VALUES (2, 'b'); SELECT pg_create_logical_replication_slot('old', 'test_decoding')"
    )
    #expect(eventually { pipeline.stdout.contains("\"id\":2") })
    let report = try fixture.doctor().report
    #expect(report.problems == [])
    func found(_ id: String) throws -> DoctorReport.Check {
      try #require(report.checks.first { $0.id == id }, "\(id) says nothing")
    }
    let active = try found("slot-active")
    #expect(active.status == "info" && active.found.contains("this pipeline is running"))
    #expect(active.found.contains("(blink-run, postgres)") && active.found.contains("behind"))
    #expect(try found("slot-lag").found.contains("wal_status reserved; lost after 10 GB more WAL"))
    let checkpoint = try found("slot-checkpoint")
    #expect(checkpoint.status == "ok" && checkpoint.found.contains("nothing is missing"))
    let old = try found("other-slots")
    #expect(old.subject == "old" && old.status == "info" && old.found.contains("is idle"))
    // Without its state nobody can tell whose blink-run that is.
    let elsewhere = try fixture.doctor(["--state-dir", fixture.folder.path + "/none"]).report
    #expect(elsewhere.problems == ["slot-active"])

    // With this every commit waits for blink-run.
    try cluster.psql("ALTER SYSTEM SET synchronous_standby_names = '*'; SELECT pg_reload_conf()")
    #expect(try eventually { try fixture.doctor().report.problems == ["sync-standby-hazard"] })
    for remedy in try finding(fixture, "sync-standby-hazard").remedies {
      try cluster.psql(remedy.text)
    }
    #expect(try eventually { try fixture.doctor().report.problems == [] })
    pipeline.signal(SIGTERM)
    #expect(try pipeline.wait() == 0)

    // Somebody else takes what was meant for this pipeline.
    try cluster.psql(
      "INSERT INTO t VALUES (3, 'c'); SELECT pg_replication_slot_advance('s', pg_current_wal_lsn())"
    )
    let taken = try fixture.doctor()
    #expect(taken.report.problems == ["slot-checkpoint"] && taken.exit == 7)
    try follow(try finding(fixture, "slot-checkpoint").remedies[1].text, fixture)
    #expect(try fixture.doctor().report.problems == [])
    try cluster.psql("SELECT pg_drop_replication_slot('s')")
    #expect(try fixture.doctor().report.problems == ["slot-exists"])
    #expect(try finding(fixture, "slot-exists").found.contains("is gone: changes since"))
    try follow(try finding(fixture, "slot-exists").remedies[0].text, fixture)
    #expect(try fixture.doctor().report.problems == [])
  }

  /// Runs `blink-run …   # words` up to now.
  private func follow(_ command: String, _ fixture: Fixture) throws {
    let words = command.split(separator: " ").prefix { $0 != "#" }.map(String.init)
    #expect(words.first == "blink-run")
    let outcome = try fixture.run(words.dropFirst() + ["--endpos", "current"])
    #expect(outcome.exit == 0, "\(outcome.stderr)")
  }

  @Test func aStandbyIsSeenWhileItIsThere() throws {
    let fixture = try prepared()
    let cluster = fixture.cluster
    let folder = try TemporaryDirectory()
    try cluster.psql(
      "CREATE PUBLICATION s FOR TABLE t; SELECT pg_create_physical_replication_slot('node2')")
    let version = try fixture.doctor().report.target.server_version
    let arguments = [
      "-h", "127.0.0.1", "-p", "\(cluster.port)", "-U", "postgres", "-D", folder.path, "-S",
      "node2",
      "--no-loop",
    ]
    let program = cluster.path(of: "pg_receivewal")
    // Receives like a standby, and ends with its session.
    Thread { _ = try? Program.run(program, arguments, timeout: 600) }.start()
    // From 17 it is slot-failover that says so, once the slot exists.
    guard version < 170_000 else { return }
    #expect(try eventually { try fixture.doctor().report.problems == ["failover-loss"] })
    #expect(try finding(fixture, "failover-loss").found.contains("slot node2"))
    try cluster.psql(
      "SELECT pg_terminate_backend(active_pid) FROM pg_replication_slots WHERE slot_name = 'node2'")
    #expect(try eventually { try fixture.doctor().report.problems == [] })
  }
}
