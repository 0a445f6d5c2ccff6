import Foundation
import Support
import Testing

/// Publications that take writes away from applications, and what else is wrong with them.
@Suite struct DoctorPublicationTests {
  private static let table = Fixture.stream("t", [("id", "Int32"), ("v", "String")])

  /// A server whose publication `s` has `t` only.
  private func prepared() throws -> Fixture {
    let cluster = try TestCluster(settings: ["max_slot_wal_keep_size": "10GB"])
    try cluster.psql(
      """
      CREATE TABLE t (id int PRIMARY KEY, v text); CREATE TABLE u (a int, b int);
      CREATE TABLE o (id int PRIMARY KEY);
      CREATE PUBLICATION s FOR TABLE t WITH (publish_via_partition_root = true)
      """)
    return try Fixture(cluster, yaml: Fixture.yaml(Self.table))
  }

  /// Breaks the writes of a table, sees that they fail and that doctor says so, mends it.
  private func breaksWrites(
    _ fixture: Fixture, also: Set<String> = [], _ sql: String, table: String = "t",
    column: String = "v"
  ) throws {
    let update = "UPDATE \(table) SET \(column) = \(column)"
    try fixture.cluster.psql(sql)
    #expect(throws: SupportError.self) { try fixture.cluster.psql(update) }
    let report = try fixture.doctor().report
    #expect(report.problems == also.union(["publication-breaks-writes"]), "\(sql)")
    let finding = try #require(report.problem("publication-breaks-writes"))
    #expect(finding.found.contains("UPDATE and DELETE"))
    let remedy = try #require(finding.remedies.first { $0.kind == "sql" })
    try fixture.cluster.psql(remedy.text)
    try fixture.cluster.psql(update)
    #expect(
      try fixture.doctor().report.problems.isSubset(of: also.subtracting(["replica-identity"])))
  }

  @Test func writesThatFailAreFoundAndMended() throws {
    let fixture = try prepared()
    let cluster = fixture.cluster
    #expect(try fixture.doctor().report.problems == [])
    // Each of these leaves replica-identity, which is the same fault seen from the table.
    let identity: Set = ["replica-identity"]
    try breaksWrites(fixture, also: identity, "ALTER TABLE t REPLICA IDENTITY NOTHING")
    try breaksWrites(
      fixture, also: identity,
      """
      ALTER TABLE t REPLICA IDENTITY DEFAULT; ALTER TABLE t DROP CONSTRAINT t_pkey;
      ALTER TABLE t ADD PRIMARY KEY (id) DEFERRABLE
      """)
    // FULL is what mended it; with it a column list is refused.
    try breaksWrites(fixture, "ALTER PUBLICATION s SET TABLE t (id, v)")
    try cluster.psql(
      """
      ALTER TABLE t DROP CONSTRAINT t_pkey; ALTER TABLE t ADD PRIMARY KEY (id);
      ALTER TABLE t REPLICA IDENTITY DEFAULT
      """)
    // A list without the key leaves out a configured column, too: one statement mends both.
    try breaksWrites(fixture, also: ["publication-columns"], "ALTER PUBLICATION s SET TABLE t (v)")
    #expect(try fixture.doctor().report.problems == [])
    try breaksWrites(fixture, "ALTER PUBLICATION s SET TABLE t WHERE (v > 'a')")
    try cluster.psql("ALTER TABLE t REPLICA IDENTITY DEFAULT")
    try breaksWrites(fixture, "ALTER PUBLICATION s SET TABLE t (id, v) WHERE (v > 'a')")
    try cluster.psql("ALTER PUBLICATION s SET TABLE t")
    // A table that the file does not name is too much as well.
    try breaksWrites(
      fixture, also: ["publication-unlisted"], "ALTER PUBLICATION s ADD TABLE u", table: "u",
      column: "a")
    #expect(try fixture.doctor().report.problems == [])
    try cluster.psql(
      """
      DROP TABLE t; CREATE TABLE t (id int, v text) PARTITION BY RANGE (id);
      CREATE TABLE t1 PARTITION OF t FOR VALUES FROM (0) TO (10);
      ALTER PUBLICATION s ADD TABLE t; ALTER TABLE t REPLICA IDENTITY FULL; INSERT INTO t VALUES (1)
      """)
    // A setting of the root does not reach a partition.
    try breaksWrites(fixture, also: identity.union(["new-partitions"]), "SELECT 1")
  }

  @Test func publicationsThatAreEmptyWideOrNew() throws {
    let fixture = try prepared()
    let cluster = fixture.cluster
    try fixture.mends("publication-empty", breaking: "ALTER PUBLICATION s DROP TABLE t")
    try fixture.mends("publication-unlisted", breaking: "ALTER PUBLICATION s ADD TABLE o")
    try fixture.mends("publication-columns", breaking: "ALTER PUBLICATION s SET TABLE t (id)")
    try cluster.psql("DROP PUBLICATION s; CREATE PUBLICATION s FOR ALL TABLES")
    let all = try fixture.doctor().report
    #expect(all.problems == ["publication-unlisted", "publication-breaks-writes"])
    #expect(all.problem("publication-breaks-writes")?.found.contains("public.u") == true)
    try cluster.psql(try #require(all.problem("publication-breaks-writes")?.remedies[0].text))
    #expect(try fixture.doctor().report.problems == ["publication-unlisted"])
    try cluster.psql("DROP PUBLICATION s; ALTER TABLE t REPLICA IDENTITY NOTHING")
    let planned = try fixture.doctor().report.checks.first { $0.id == "publication-breaks-writes" }
    #expect(planned?.status == "info" && planned?.found.contains("public.t") == true)
    try cluster.psql("ALTER TABLE t REPLICA IDENTITY DEFAULT")

    // The slot first: what it holds cannot be decoded through the publication.
    try cluster.psql(
      "SELECT pg_create_logical_replication_slot('s', 'pgoutput'); INSERT INTO t VALUES (1)")
    try cluster.psql("CREATE PUBLICATION s FOR TABLE t")
    let peek = """
      SELECT count(*) FROM pg_logical_slot_peek_binary_changes('s', NULL, NULL, 'proto_version', '1',
        'publication_names', 's')
      """
    let report = try fixture.doctor().report
    #expect(report.problems == ["publication-before-slot"])
    if report.target.server_version < 180_000 {
      #expect(throws: SupportError.self) { try cluster.psql(peek) }
      // A suspicion, until one change is tried.
      let proof = try fixture.doctor(["--probe"])
      #expect(proof.report.problem("publication-before-slot")?.status == "error")
      #expect(proof.report.problems == ["publication-before-slot"] && proof.exit == 7)
    } else {
      // From 18 the row is left out, and only the server's log says so.
      #expect(try cluster.psql(peek) == "0")
    }
    let advance = try #require(
      report.problem("publication-before-slot")?.remedies.first { $0.kind == "sql" })
    try cluster.psql(advance.text)
    #expect(try cluster.psql(peek) == "0")
    // The suspicion ends when the slot's horizon moves on.
    #expect(
      try eventually {
        try cluster.psql("CHECKPOINT; INSERT INTO o SELECT count(*) FROM o; \(advance.text)")
        return try fixture.doctor().report.problems == []
      })

    // New options make the row newer; the trial finds nothing to try, then a change that decodes.
    try cluster.psql("ALTER PUBLICATION s SET (publish_via_partition_root = true)")
    #expect(try fixture.doctor().report.problems == ["publication-before-slot"])
    let quiet = try fixture.doctor(["--probe"]).report.problem("publication-before-slot")
    #expect(quiet?.found.contains("no published change") == true)
    try cluster.psql(
      "ALTER PUBLICATION s SET (publish_via_partition_root = false); INSERT INTO t VALUES (2)")
    let pending = try cluster.psql(peek)
    let decoded = try fixture.doctor(["--probe"]).report
    #expect(decoded.problems == [] && pending != "0")
    #expect(
      decoded.checks.contains {
        $0.id == "publication-before-slot" && $0.found.contains("decodes through it")
      })
    #expect(try cluster.psql(peek) == pending)
  }
}
