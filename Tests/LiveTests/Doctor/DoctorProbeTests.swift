import Foundation
import Postgres
import Support
import Testing

/// `--probe`: a temporary slot, a message through it, and nothing left behind.
@Suite struct DoctorProbeTests {
  private static let table = Fixture.stream("t", [("id", "Int32"), ("v", "String")])

  private func prepared(source: String = "") throws -> Fixture {
    let cluster = try TestCluster(
      settings: [
        "max_slot_wal_keep_size": "10GB", "log_replication_commands": "on",
        "max_prepared_transactions": "2",
      ])
    try cluster.psql(
      """
      CREATE TABLE t (id int PRIMARY KEY, v text); CREATE ROLE cdc LOGIN REPLICATION;
      GRANT SELECT ON t TO cdc; CREATE PUBLICATION s FOR TABLE t
      """)
    return try Fixture(cluster, yaml: Fixture.yaml(Self.table, source: source))
  }

  private func finding(_ report: DoctorReport, _ id: String) throws -> DoctorReport.Check {
    try #require(report.checks.first { $0.id == id }, "\(id) says nothing")
  }

  /// No slot, and no session of doctor's.
  private func isClean(_ cluster: TestCluster) throws -> Bool {
    try cluster.psql(
      """
      SELECT (SELECT count(*) FROM pg_replication_slots),
        (SELECT count(*) FROM pg_stat_activity WHERE application_name = 'blink-doctor')
      """) == "0|0"
  }

  @Test func aTrialProvesDecodingAndLeavesNothing() throws {
    let fixture = try prepared()
    let cluster = fixture.cluster
    _ = try fixture.doctor(user: "cdc")
    #expect(!cluster.logText.contains("CREATE_REPLICATION_SLOT"))

    // Also where the role may only read, and where a commit waits for somebody who is not there.
    try cluster.psql(
      """
      ALTER ROLE cdc SET default_transaction_read_only = on;
      ALTER SYSTEM SET synchronous_standby_names = 'nobody'; SELECT pg_reload_conf()
      """)
    let (report, exit) = try fixture.doctor(user: "cdc", ["--probe"])
    #expect(exit == 0, "\(report.problems)")
    let probe = try finding(report, "probe")
    #expect(probe.status == "ok" && probe.found.contains("a message decoded"), "\(probe.found)")
    #expect(try finding(report, "single-instance").status == "ok")
    #expect(cluster.logText.contains("CREATE_REPLICATION_SLOT \"blink_doctor_"))
    #expect(try eventually { try isClean(cluster) })
  }

  @Test func whoBlocksTheSlotIsNamed() throws {
    let fixture = try prepared()
    let cluster = fixture.cluster
    try cluster.psql(
      "BEGIN; INSERT INTO t VALUES (1, 'a'); PREPARE TRANSACTION 'left behind'")
    let writer = try Connection.open(
      try ConnectionParameters(
        conninfo: "host=127.0.0.1 port=\(cluster.port) user=postgres dbname=postgres"),
      applicationName: "writer")
    try writer.script("BEGIN; INSERT INTO t VALUES (2, 'canary')")
    let (report, exit) = try fixture.doctor(["--probe", "--probe-timeout", "1s"])
    #expect(exit == 2)
    #expect(report.problems == ["probe", "slot-create-blocked", "prepared-transactions"])
    let probe = try finding(report, "probe")
    let pid = writer.backendProcessID
    #expect(probe.found.contains("pid \(pid) of postgres in postgres, open for"))
    #expect(probe.found.contains("idle in transaction, last statement"))
    #expect(probe.found.contains("INSERT INTO t VALUES (2, ") && !probe.found.contains("canary"))
    #expect(probe.found.contains("prepared transaction 'left behind'"))
    #expect(try eventually { try isClean(cluster) })
    for remedy in probe.remedies { try cluster.psql(remedy.text) }
    let (mended, _) = try fixture.doctor(["--probe"])
    #expect(try finding(mended, "probe").status == "ok")
    #expect(try eventually { try isClean(cluster) })
  }

  private func reload(_ cluster: TestCluster, _ setting: String, _ value: String) throws {
    try cluster.psql("SELECT pg_reload_conf()")
    #expect(try eventually { try cluster.psql("SHOW \(setting)") == value })
  }

  @Test func thePluginOfTheFileIsTried() throws {
    let fixture = try prepared(source: "    plugin: wal2json")
    try restrictionsAreReported(fixture)
    #expect(
      try finding(fixture.doctor().report, "plugin-installed").status == "unknown")
    // The machine may have wal2json: the server is told to look elsewhere.
    try fixture.cluster.psql("ALTER SYSTEM SET dynamic_library_path = '/nonexistent'")
    try reload(fixture.cluster, "dynamic_library_path", "/nonexistent")
    let missing = try fixture.doctor(["--probe"]).report
    let problem = try #require(missing.problem("plugin-installed"))
    #expect(problem.found.contains("58P01"))
    #expect(problem.remedies[1].text.hasPrefix("apt install postgresql-"))
    #expect(try finding(missing, "probe").status == "skipped")
    #expect(problem.remedies[0].text.hasPrefix("plugin: pgoutput"))
    try fixture.cluster.psql("ALTER SYSTEM RESET dynamic_library_path")
    try fixture.cluster.psql("ALTER ROLE postgres RESET ALL")
    try reload(fixture.cluster, "dynamic_library_path", "$libdir")
    try fixture.folder.write(
      "blink.yaml", Fixture.yaml(Self.table, source: "    plugin: test_decoding"))
    let other = try fixture.doctor(["--probe"]).report
    #expect(try finding(other, "probe").found.contains("a message decoded"))
    try fixture.folder.write("blink.yaml", Fixture.yaml(Self.table, source: "    plugin: pgoutput"))
    #expect(try fixture.doctor(["--probe"]).report.problems == [])
  }

  /// A server that restricts output plugins has to admit the one of the file first; an older one
  /// will need that after its next update.
  private func restrictionsAreReported(_ fixture: Fixture) throws {
    let hasList = try fixture.cluster.psql(
      "SELECT count(*) FROM pg_settings WHERE name = 'output_plugin_libraries'")
    let report = try fixture.doctor().report
    guard hasList == "1" else {
      #expect(report.problems == ["plugin-wal2json", "minor-version"])
      return
    }
    #expect(report.problems == ["plugin-wal2json", "plugin-allowed"])
    #expect(try finding(report, "plugin-installed").status == "skipped")
    let problem = try #require(report.problem("plugin-allowed"))
    let remedy = try #require(problem.remedies.first { $0.kind == "sql" })
    try fixture.cluster.psql(remedy.text)
    #expect(try fixture.doctor().report.problems == ["plugin-wal2json"])
  }
}
