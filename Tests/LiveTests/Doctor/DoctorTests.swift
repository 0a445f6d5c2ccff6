import Foundation
import Support
import Testing

/// A server broken in one way: doctor finds it, and its printed remedy mends it.
@Suite struct DoctorTests {
  private static let table = Fixture.stream("t", [("id", "Int32"), ("v", "String")])

  private func doctor(
    _ fixture: Fixture, user: String = "postgres", _ arguments: [String] = []
  ) throws -> (report: DoctorReport, exit: Int32) {
    try fixture.doctor(user: user, arguments)
  }

  private func prepared(settings: [String: String] = [:], more: String = "") throws -> Fixture {
    let cluster = try TestCluster(settings: settings)
    try cluster.psql(
      "CREATE TABLE t (id int PRIMARY KEY, v text); CREATE ROLE cdc LOGIN REPLICATION;" + more)
    return try Fixture(cluster, yaml: Fixture.yaml(Self.table))
  }

  private func mends(
    _ fixture: Fixture, _ id: String, user: String = "postgres", breaking sql: String
  ) throws {
    try fixture.mends(id, user: user, breaking: sql)
  }

  @Test func walLevelIsMendedByItsRemedyAndARestart() throws {
    let fixture = try prepared(settings: ["wal_level": "replica"])
    let broken = try doctor(fixture)
    #expect(broken.exit == 2)
    #expect(broken.report.summary.may_run == false)
    let finding = try #require(broken.report.problem("wal-level"))
    #expect(finding.remedies[0].restart)
    fixture.cluster.forget(settings: ["wal_level"])
    try fixture.cluster.psql(finding.remedies[0].text)
    try fixture.cluster.restart()
    #expect(try doctor(fixture).report.problem("wal-level") == nil)
  }

  @Test func rightsOfTheRoleAreMended() throws {
    let fixture = try prepared(
      more: "GRANT SELECT ON t TO cdc; CREATE PUBLICATION s FOR TABLE t")
    let cluster = fixture.cluster
    try mends(fixture, "replication-role", user: "cdc", breaking: "ALTER ROLE cdc NOREPLICATION")
    try mends(fixture, "table-select", user: "cdc", breaking: "REVOKE SELECT ON t FROM cdc")
    try mends(
      fixture, "column-select", user: "cdc",
      breaking: "REVOKE SELECT ON t FROM cdc; GRANT SELECT (id) ON t TO cdc")
    try cluster.psql("GRANT SELECT ON t TO cdc")
    try mends(
      fixture, "schema-usage", user: "cdc", breaking: "REVOKE USAGE ON SCHEMA public FROM public")
    try mends(
      fixture, "rls-hides-rows", user: "cdc", breaking: "ALTER TABLE t ENABLE ROW LEVEL SECURITY")
  }

  @Test func publicationsAreMended() throws {
    let fixture = try prepared(
      more:
        "CREATE TABLE u (id int PRIMARY KEY); GRANT SELECT ON t TO cdc; CREATE PUBLICATION s FOR TABLE t, u"
    )
    try mends(
      fixture, "publication-covers-tables", breaking: "ALTER PUBLICATION s DROP TABLE t")
    try mends(
      fixture, "publication-operations", breaking: "ALTER PUBLICATION s SET (publish = 'insert')")
    try mends(
      fixture, "publication-columns",
      breaking: "ALTER PUBLICATION s SET TABLE u, t (id) WHERE (id > 0)")
    #expect(
      try fixture.cluster.psql("SELECT rowfilter FROM pg_publication_tables WHERE tablename = 't'")
        == "(id > 0)")
    try fixture.cluster.psql("DROP PUBLICATION s")
    let create = try #require(try doctor(fixture, user: "cdc").report.problem("database-create"))
    #expect(try doctor(fixture, user: "cdc").report.problem("table-owner") != nil)
    for remedy in create.remedies { try fixture.cluster.psql(remedy.text) }
    #expect(try doctor(fixture, user: "cdc").report.problem("database-create") == nil)
    #expect(try doctor(fixture, user: "cdc").report.problem("table-owner") == nil)
  }

  @Test func replicaIdentitiesAreMended() throws {
    let fixture = try prepared()
    try mends(fixture, "replica-identity", breaking: "ALTER TABLE t REPLICA IDENTITY NOTHING")
    try mends(
      fixture, "replica-identity",
      breaking: "ALTER TABLE t DROP CONSTRAINT t_pkey; ALTER TABLE t REPLICA IDENTITY DEFAULT")
    try fixture.cluster.psql("ALTER TABLE t ADD PRIMARY KEY (id)")
    try mends(
      fixture, "replica-identity",
      breaking: """
        ALTER TABLE t DROP CONSTRAINT t_pkey; ALTER TABLE t ADD PRIMARY KEY (id) DEFERRABLE;
        ALTER TABLE t REPLICA IDENTITY DEFAULT
        """)
    try mends(
      fixture, "replica-identity",
      breaking: """
        CREATE UNIQUE INDEX i ON t (id); ALTER TABLE t REPLICA IDENTITY USING INDEX i; DROP INDEX i
        """)
  }

  @Test func partitionsAreJudgedOneByOne() throws {
    let cluster = try TestCluster()
    try cluster.psql(
      """
      CREATE TABLE t (id int, v text) PARTITION BY RANGE (id);
      CREATE TABLE t1 PARTITION OF t FOR VALUES FROM (0) TO (10);
      CREATE TABLE t2 PARTITION OF t FOR VALUES FROM (10) TO (20);
      ALTER TABLE t1 ADD PRIMARY KEY (id);
      """)
    let fixture = try Fixture(cluster, yaml: Fixture.yaml(Self.table))
    let finding = try #require(try doctor(fixture).report.problem("replica-identity"))
    #expect(finding.subject == "public.t2")
    try cluster.psql(finding.remedies[0].text)
    #expect(try doctor(fixture).report.problem("replica-identity") == nil)
  }

  @Test func slotsOfOthersAndLostSlotsAreFound() throws {
    let fixture = try prepared()
    let cluster = fixture.cluster
    try cluster.psql("SELECT pg_create_logical_replication_slot('s', 'test_decoding')")
    #expect(try doctor(fixture).report.problem("slot-plugin") != nil)
    try cluster.psql("SELECT pg_drop_replication_slot('s'); CREATE DATABASE other")
    try cluster.psql(
      "SELECT pg_create_logical_replication_slot('s', 'pgoutput')", database: "other")
    #expect(try doctor(fixture).report.problem("slot-database") != nil)
    try cluster.psql("SELECT pg_drop_replication_slot('s')", database: "other")
    try cluster.psql("SELECT pg_create_physical_replication_slot('s')")
    #expect(try doctor(fixture).report.problem("slot-type") != nil)
    try cluster.psql("SELECT pg_drop_replication_slot('s')")
    try cluster.psql(
      "CREATE PUBLICATION s FOR TABLE t; SELECT pg_create_logical_replication_slot('s', 'pgoutput')"
    )
    #expect(try doctor(fixture).report.problem("slot-lost") == nil)
    try cluster.psql("ALTER SYSTEM SET max_slot_wal_keep_size = '1MB'; SELECT pg_reload_conf()")
    for _ in 0..<3 {
      try cluster.psql(
        "CREATE TABLE x AS SELECT g FROM generate_series(1, 100000) g; DROP TABLE x; SELECT pg_switch_wal(); CHECKPOINT"
      )
    }
    #expect(try doctor(fixture).report.problem("slot-lost") != nil)
  }

  @Test func slotsAndSendersRunOut() throws {
    let fixture = try prepared(settings: ["max_replication_slots": "1", "max_wal_senders": "1"])
    let report = try doctor(fixture).report
    #expect(report.problem("replication-slots-free")?.status == "error")
    #expect(report.problem("wal-senders-free")?.status == "warning")
  }

  @Test func driftOfEveryKindIsFound() throws {
    let fixture = try prepared()
    func found(_ yaml: String) throws -> [String] {
      try fixture.folder.write("blink.yaml", yaml)
      return try doctor(fixture).report.checks
        .filter { $0.status == "error" || $0.status == "warning" }.map(\.id)
    }
    let good = Fixture.yaml(Self.table)
    #expect(
      try found(good.replacingOccurrences(of: "name: v,", with: "name: w,")).contains(
        "drift-missing-column"))
    #expect(
      try found(good.replacingOccurrences(of: "stream: t", with: "stream: T")).contains(
        "table-exists"))
    #expect(
      try found(good.replacingOccurrences(of: "databrewType: Int32", with: "databrewType: Int16"))
        .contains("type-override"))
    #expect(
      try found(
        good.replacingOccurrences(of: "databrewType: String,", with: "databrewType: Int32,")
      ).contains("drift-type"))
    #expect(
      try found(
        good.replacingOccurrences(
          of: "databrewType: Int32,", with: "databrewType: Int32, nativeConnectorType: smallint,")
      ).contains("drift-type"))
    #expect(
      try found(
        good.replacingOccurrences(
          of: "databrewType: String,", with: "databrewType: String, nullable: false,")
      ).contains("drift-nullability"))
    #expect(
      try found(good.replacingOccurrences(of: "pk: true", with: "pk: false")).contains("drift-pk"))
    let ignored = good + "\ndoctor: {ignore: [drift-pk, primary-key]}\n"
    #expect(
      try !found(ignored.replacingOccurrences(of: "pk: true", with: "pk: false")).contains(
        "drift-pk"))
  }

  @Test func connectionsThatFailAreFindingsWithExitCode4() throws {
    let fixture = try prepared()
    func exit(_ conninfo: String) throws -> (String?, Int32) {
      let (report, exit) = try doctor(fixture, ["-d", conninfo])
      return (report.checks.first { $0.status == "error" }?.id, exit)
    }
    let port = fixture.cluster.port
    let unknown = try doctor(
      fixture, ["-d", "host=127.0.0.1 port=\(port) user=no_one dbname=shop"]
    ).report
    #expect(unknown.target.user == "no_one" && unknown.target.database == "shop")
    #expect(unknown.problem("auth")?.remedies[0].text.hasPrefix("CREATE ROLE \"no_one\"") == true)
    #expect(try exit("host=127.0.0.1 port=1 user=x dbname=x") == ("tcp", 4))
    #expect(
      try exit("host=127.0.0.1 port=\(port) user=postgres dbname=nowhere") == ("database-access", 4)
    )
    #expect(try exit("host=no-such-host.invalid user=x dbname=x") == ("dns", 4))
    #expect(try exit("host=127.0.0.1 port=\(port) user=nobody_here dbname=postgres") == ("auth", 4))
    try "host all postgres 127.0.0.1/32 trust\nhost replication all 127.0.0.1/32 trust\n".write(
      toFile: fixture.cluster.dataDirectory + "/pg_hba.conf", atomically: false, encoding: .utf8)
    try fixture.cluster.psql("SELECT pg_reload_conf()")
    #expect(
      try eventually {
        try exit("host=127.0.0.1 port=\(port) user=cdc dbname=postgres") == ("hba", 4)
      })
  }

  @Test func doctorChangesNothing() throws {
    let fixture = try prepared()
    let sql = """
      SELECT (SELECT md5(string_agg(c::text, ',' ORDER BY oid)) FROM pg_class c),
        (SELECT count(*) FROM pg_publication), (SELECT count(*) FROM pg_replication_slots)
      """
    let before = try fixture.cluster.psql(sql)
    _ = try doctor(fixture)
    #expect(try fixture.cluster.psql(sql) == before)
  }
}
