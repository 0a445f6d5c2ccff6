import Foundation
import Postgres
import Support
import Testing

/// doctor as a role with few rights says the same as a superuser, or which right would show it.
@Suite struct DoctorRightsTests {
  /// Checks about the role itself, and why they differ.
  private static let aboutTheRole: [String: String] = [
    "replication-role": "names the role",
    "reads-everything": "a superuser reads everything anyway",
    "table-owner": "a superuser may publish any table",
    "database-create": "a superuser may make publications",
    "rls-hides-rows": "policies do not bind a superuser",
    "connections-free": "a superuser may use the reserved ones",
  ]

  private static let right = "GRANT pg_monitor TO \"cdc\""

  /// What is said, without the numbers that change from one moment to the next.
  private func answers(_ report: DoctorReport) -> [String: [String]] {
    Dictionary(grouping: report.checks, by: \.id).mapValues { findings in
      findings.map { finding in
        "\(finding.status) \(finding.subject): \(finding.found)"
          // How long ago a change was confirmed is known only now and then.
          .replacing(/, [0-9]+ ms behind/, with: " behind").replacing("less than ", with: "")
          .replacing(/[0-9A-F]+\/[0-9A-F]+/, with: "LSN")
          .replacing(/[0-9.]+( [kMGT]?B| bytes| s| ms| min| h| days?)?/, with: "#")
      }.sorted()
    }
  }

  /// Compares both reports; grants what is missing, and compares again.
  private func compare(_ fixture: Fixture) throws {
    let superuser = answers(try fixture.doctor().report)
    let report = try fixture.doctor(user: "cdc").report
    let unknown = report.checks.filter { $0.status == "unknown" && superuser[$0.id] != nil }
    let few = answers(report)
    for (id, said) in superuser where Self.aboutTheRole[id] == nil {
      // What is said less, names the right as well.
      let isHidden =
        unknown.contains { $0.id == id && !$0.remedies.isEmpty }
        || few[id]?.contains { $0.contains(Self.right) } == true
      #expect(
        few[id] == said || isHidden, "\(id): \(few[id] ?? []), as a superuser \(said)")
    }
    #expect(Set(few.keys).subtracting(superuser.keys).subtracting(Self.aboutTheRole.keys) == [])
    for finding in unknown {
      let right = try #require(finding.remedies.first { $0.kind == "sql" }, "\(finding.id)")
      #expect(right.text == Self.right + ";", "\(finding.id)")
    }
    // Commits may wait for a standby here.
    try fixture.cluster.psql("SET synchronous_commit = local; \(Self.right)")
    let more = answers(try fixture.doctor(user: "cdc").report)
    for (id, said) in superuser where Self.aboutTheRole[id] == nil {
      #expect(more[id] == said, "\(id)")
    }
    try fixture.cluster.psql("SET synchronous_commit = local; REVOKE pg_monitor FROM cdc")
  }

  private func prepared() throws -> Fixture {
    let cluster = try TestCluster(settings: ["max_prepared_transactions": "5"])
    try cluster.psql(
      """
      CREATE TABLE t (id int PRIMARY KEY, v text); CREATE TABLE u (id int, v text);
      CREATE UNLOGGED TABLE l (id int PRIMARY KEY, v text);
      CREATE TABLE p (id int NOT NULL, v text) PARTITION BY RANGE (id);
      CREATE TABLE p1 PARTITION OF p FOR VALUES FROM (0) TO (9);
      CREATE TABLE kid () INHERITS (t);
      ALTER TABLE t ALTER v SET STORAGE EXTERNAL; INSERT INTO t VALUES (1, repeat('x', 9000));
      CREATE ROLE cdc LOGIN REPLICATION; GRANT SELECT ON ALL TABLES IN SCHEMA public TO cdc;
      ALTER DATABASE postgres SET wal_sender_timeout = '3s';
      UPDATE pg_collation SET collversion = '0' WHERE collname = 'de-x-icu';
      CREATE TABLE w (name text COLLATE "de-x-icu" PRIMARY KEY);
      SELECT pg_create_logical_replication_slot('old', 'test_decoding');
      """)
    let names = ["t", "u", "l", "p", "nowhere"]
    let streams = names.map { Fixture.stream($0, [("id", "Int32"), ("v", "String")]) }
    return try Fixture(cluster, yaml: Fixture.yaml(streams.joined(separator: "\n")))
  }

  @Test func aServerThatIsBrokenBeforeTheFirstStart() throws {
    let fixture = try prepared()
    let cluster = fixture.cluster
    try cluster.psql(
      """
      CREATE PUBLICATION s FOR TABLE t, u WITH (publish = 'insert, update');
      BEGIN; INSERT INTO u VALUES (1, 'a'); PREPARE TRANSACTION 'left behind'
      """)
    let writer = try Connection.open(
      try ConnectionParameters(
        conninfo: "host=127.0.0.1 port=\(cluster.port) user=postgres dbname=postgres"),
      applicationName: "writer")
    try writer.script("BEGIN; INSERT INTO u VALUES (2, 'b')")
    try compare(fixture)
    try cluster.psql("ALTER SYSTEM SET synchronous_standby_names = '*'; SELECT pg_reload_conf()")
    #expect(try eventually { try fixture.doctor().report.problem("sync-standby-hazard") != nil })
    try compare(fixture)
  }

  @Test func aPipelineThatRuns() throws {
    let fixture = try prepared()
    let cluster = fixture.cluster
    let one = Fixture.stream("t", [("id", "Int32"), ("v", "String")])
    try fixture.folder.write("blink.yaml", Fixture.yaml(one))
    let pipeline = try fixture.startStreaming()
    try cluster.psql("INSERT INTO t VALUES (2, 'b')")
    #expect(eventually { pipeline.stdout.contains("\"id\":2") })
    try compare(fixture)
    try cluster.psql("ALTER SYSTEM SET synchronous_standby_names = '*'; SELECT pg_reload_conf()")
    #expect(try eventually { try fixture.doctor().report.problem("sync-standby-hazard") != nil })
    try compare(fixture)
    pipeline.signal(SIGTERM)
    #expect(try pipeline.wait() == 0)
  }
}
