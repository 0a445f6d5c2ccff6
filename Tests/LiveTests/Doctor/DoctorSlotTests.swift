import Foundation
import Support
import Testing

/// Slots that are to be made or are in trouble, and the settings of sessions.
@Suite struct DoctorSlotTests {
  private static let table = Fixture.stream("t", [("id", "Int32"), ("v", "String")])

  private func prepared() throws -> Fixture {
    let cluster = try TestCluster(
      settings: ["max_slot_wal_keep_size": "10GB", "max_prepared_transactions": "5"])
    try cluster.psql(
      """
      CREATE TABLE t (id int PRIMARY KEY, v text); CREATE PUBLICATION s FOR TABLE t;
      CREATE ROLE cdc LOGIN REPLICATION; GRANT SELECT ON t TO cdc
      """)
    return try Fixture(cluster, yaml: Fixture.yaml(Self.table))
  }

  /// Runs statements in a session of their own.
  private func beside(_ cluster: TestCluster, _ sql: String) {
    Thread { _ = try? cluster.psql(sql) }.start()
  }

  private func remedy(_ fixture: Fixture, _ id: String) throws -> String {
    let finding = try #require(try fixture.doctor().report.problem(id), "\(id) not found")
    return try #require(finding.remedies.first { $0.kind == "sql" }, "\(id) has no SQL").text
  }

  @Test func whatANewSlotWaitsForIsEnded() throws {
    let fixture = try prepared()
    let cluster = fixture.cluster
    #expect(try fixture.doctor().report.problems == [])
    beside(cluster, "BEGIN; INSERT INTO t VALUES (1, 'a'); SELECT pg_sleep(600)")
    #expect(try eventually { try fixture.doctor().report.problems == ["slot-create-blocked"] })
    let found = try #require(try fixture.doctor().report.problem("slot-create-blocked"))
    #expect(found.status == "warning" && found.found.contains("SELECT pg_sleep(600)"))
    try cluster.psql(remedy(fixture, "slot-create-blocked"))
    #expect(try eventually { try fixture.doctor().report.problems == [] })

    let prepare = "BEGIN; INSERT INTO t VALUES (1, 'a'); PREPARE TRANSACTION 'it''s'"
    try fixture.mends("prepared-transactions", breaking: prepare)

    // A slot that is being made waits for the prepared transaction as well.
    try cluster.psql(prepare)
    beside(cluster, "SELECT pg_create_logical_replication_slot('s', 'pgoutput')")
    #expect(try eventually { try fixture.doctor().report.problem("slot-half-created") != nil })
    #expect(try fixture.doctor().report.problems == ["slot-half-created"])
    try cluster.psql(remedy(fixture, "slot-half-created"))
    #expect(try eventually { try fixture.doctor().report.problems == [] })
    try cluster.psql("SELECT pg_drop_replication_slot('s')")

    try fixture.mends(
      "slot-two-phase",
      breaking: "SELECT pg_create_logical_replication_slot('s', 'pgoutput', false, true)")

    // A slot of somebody else that is lost.
    try cluster.psql(
      """
      SELECT pg_create_logical_replication_slot('old', 'test_decoding');
      ALTER SYSTEM SET max_slot_wal_keep_size = '1MB'
      """)
    cluster.forget(settings: ["max_slot_wal_keep_size"])
    try cluster.restart()
    for _ in 0..<3 {
      try cluster.psql(
        "INSERT INTO t VALUES (1, 'a'); DELETE FROM t; SELECT pg_switch_wal(); CHECKPOINT")
    }
    let lost = try #require(try fixture.doctor().report.problem("other-slots"))
    #expect(lost.subject == "old" && lost.found.contains("invalidated"))
    try cluster.psql(remedy(fixture, "other-slots"))
    #expect(try fixture.doctor().report.problem("other-slots") == nil)
  }

  @Test func settingsOfTheRoleAreToldAndMended() throws {
    let fixture = try prepared()
    let cluster = fixture.cluster
    try cluster.psql(
      """
      ALTER ROLE cdc SET idle_in_transaction_session_timeout = '60s';
      ALTER ROLE cdc IN DATABASE postgres SET statement_timeout = '90s';
      ALTER ROLE cdc SET DateStyle = 'German'; ALTER ROLE cdc SET bytea_output = 'escape'
      """)
    let report = try fixture.doctor(user: "cdc").report
    #expect(report.problems == [])
    // blink-run pins them, so that they are worth a note only.
    for (id, words) in [
      ("idle-in-transaction-timeout", "= 60 s (set for this role)"),
      ("statement-timeout", "= 90 s (set for this role in this database)"),
      ("session-formats", "DateStyle = German, DMY (set for this role), bytea_output = escape"),
    ] {
      let note = try #require(report.checks.first { $0.id == id })
      #expect(note.status == "info" && note.found.contains(words), "\(note.found)")
    }
    try fixture.mends(
      "wal-sender-timeout", user: "cdc", breaking: "ALTER ROLE cdc SET wal_sender_timeout = '3s'")
    let readOnly = "ALTER ROLE cdc IN DATABASE postgres SET default_transaction_read_only = on"
    try cluster.psql(readOnly)
    #expect(try fixture.doctor(user: "cdc").report.problems == [])
    try cluster.psql(
      """
      ALTER ROLE cdc IN DATABASE postgres RESET default_transaction_read_only;
      DROP PUBLICATION s; ALTER TABLE t OWNER TO cdc; GRANT CREATE ON DATABASE postgres TO cdc
      """)
    try fixture.mends("read-only-default", user: "cdc", breaking: readOnly)
  }
}
