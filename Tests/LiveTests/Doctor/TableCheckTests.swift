import Foundation
import Support
import Testing

/// Tables broken in each way that doctor knows, and mended as it says.
@Suite struct TableCheckTests {
  private func stream(_ name: String) -> String {
    Fixture.stream(name, [("id", "Int32"), ("v", "String")])
  }

  private func fixture(_ sql: String, _ streams: [String]) throws -> Fixture {
    let cluster = try TestCluster(settings: ["max_slot_wal_keep_size": "20GB"])
    try cluster.psql(sql)
    return try Fixture(cluster, yaml: yaml(streams))
  }

  private func yaml(_ streams: [String]) -> String {
    Fixture.yaml(streams.map(stream).joined(separator: "\n"))
  }

  @Test func identitiesOfPartitions() throws {
    let fixture = try fixture(
      """
      CREATE TABLE p (id int NOT NULL, v text) PARTITION BY RANGE (id);
      CREATE TABLE p1 PARTITION OF p (PRIMARY KEY (id)) FOR VALUES FROM (0) TO (10);
      CREATE TABLE "p'2" PARTITION OF p (PRIMARY KEY (id)) FOR VALUES FROM (10) TO (20);
      """, ["p"])
    // The root has no key; each partition has its own.
    #expect(try fixture.doctor().report.problems == ["new-partitions"])
    try fixture.mends(
      "replica-identity",
      breaking:
        #"ALTER TABLE "p'2" DROP CONSTRAINT "p'2_pkey"; CREATE UNIQUE INDEX "i""x" ON "p'2" (id)"#
    )
    #expect(try fixture.doctor().report.problems == ["new-partitions"])
    try fixture.mends("partition-identity", breaking: "ALTER TABLE p1 REPLICA IDENTITY FULL")
    try fixture.cluster.psql("ALTER TABLE p REPLICA IDENTITY FULL")
    let behind = try fixture.doctor().report.checks.filter { $0.id == "partition-identity" }
    #expect(behind.map(\.subject) == ["public.p'2", "public.p1"])
    for finding in behind { try fixture.cluster.psql(finding.remedies[0].text) }
    #expect(try fixture.doctor().report.problem("partition-identity") == nil)
  }

  @Test func largeValues() throws {
    let fixture = try fixture(
      """
      CREATE TABLE t (id int PRIMARY KEY, v text);
      ALTER TABLE t ALTER v SET STORAGE EXTERNAL;
      """, ["t"])
    #expect(try fixture.doctor().report.problems == [])
    let plan = try run(fixture, .schema, ["doctor", "-v"]).stdout
    #expect(plan.contains("unchanged large values: v (none are large now), listed in `unchanged`"))
    try fixture.mends("unchanged-toast", breaking: "INSERT INTO t VALUES (1, repeat('x', 9000))")
    // What mended that: FULL, which has a price of its own.
    #expect(try fixture.doctor().report.problems == ["replica-identity-full"])
    let dryRun = try run(fixture, .run, ["--dry-run"]).stdout
    #expect(dryRun.contains("  update    the new row; before: the whole old row\n"))
    let full = try #require(try fixture.doctor().report.problem("replica-identity-full"))
    try fixture.cluster.psql(full.remedies[0].text)
    #expect(try fixture.doctor().report.problems == ["unchanged-toast"])
  }

  private func run(
    _ fixture: Fixture, _ binary: BlinkBinary, _ arguments: [String]
  ) throws -> Program.Outcome {
    try binary.run(arguments, environment: fixture.environment, directory: fixture.folder.path)
  }

  /// The remedy of these is a change of the file.
  @Test func streamsThatShouldNotBeNamedOrShouldBe() throws {
    let fixture = try fixture(
      """
      CREATE TABLE t (id int PRIMARY KEY, v text); CREATE TABLE "T" (id int PRIMARY KEY, v text);
      CREATE TYPE colour;
      CREATE FUNCTION colour_in(cstring) RETURNS colour AS 'textin' LANGUAGE internal STRICT;
      CREATE FUNCTION colour_out(colour) RETURNS cstring AS 'textout' LANGUAGE internal STRICT;
      CREATE TYPE colour (INPUT = colour_in, OUTPUT = colour_out, LIKE = text);
      CREATE TABLE c (id int PRIMARY KEY, v colour);
      CREATE TABLE k (id colour, v text); ALTER TABLE k REPLICA IDENTITY FULL;
      """, ["t"])
    func problems(_ streams: [String]) throws -> Set<String> {
      try fixture.folder.write("blink.yaml", yaml(streams))
      return try fixture.doctor().report.problems
    }
    #expect(try problems(["t"]) == [])
    #expect(try problems(["t", "T"]) == ["name-collision"])
    #expect(try problems(["t", "c"]) == [])
    let found = try fixture.doctor().report.checks.filter { $0.id == "unsupported-type" }
    #expect(found.map(\.subject) == ["public.c.v"] && found.map(\.status) == ["info"])
    // A key that is a number in the file and of that type in the table does not fit, too.
    #expect(try problems(["t", "k"]) == ["unsupported-type", "drift-type"])
    try fixture.cluster.psql("CREATE TABLE kid (PRIMARY KEY (id)) INHERITS (t)")
    #expect(try problems(["t"]) == ["inherited-children"])
    let remedy = try fixture.doctor().report.problem("inherited-children")?.remedies.first?.text
    #expect(remedy == "- stream: public.kid   # with its columns")
    #expect(try problems(["t", "kid"]) == [])
    // TimescaleDB itself is not installed: its layout is, as its documentation has it.
    try fixture.cluster.psql(
      """
      DROP TABLE kid; CREATE SCHEMA _timescaledb_internal;
      CREATE TABLE _timescaledb_internal._hyper_1_1_chunk (PRIMARY KEY (id)) INHERITS (t);
      """)
    #expect(try problems(["t"]) == ["hypertable"])
    #expect(try problems(["c"]) == [])
  }

  /// What inherits from a stream is no part of the publication that blink-run makes: without a
  /// replica identity it would take no UPDATE any more.
  @Test func tablesThatInheritAreNotPublished() throws {
    let fixture = try fixture(
      """
      CREATE TABLE t (id int PRIMARY KEY, v text); CREATE TABLE kid () INHERITS (t);
      INSERT INTO kid VALUES (1, 'a');
      """, ["t"])
    #expect(try fixture.run(["--endpos", "current"]).exit == 0)
    let published = "SELECT string_agg(tablename, ',') FROM pg_publication_tables"
    #expect(try fixture.cluster.psql(published) == "t")
    try fixture.cluster.psql("UPDATE kid SET v = 'b'")
    let missing = try fixture.doctor().report.problem("inherited-children")
    #expect(missing?.remedies.count == 1)
  }
}
