import Foundation
import Support
import Testing

/// From PostgreSQL 18 a published table whose replica identity has an unpublished generated column
/// takes no UPDATE and DELETE: what blink publishes, and what it prints, never leads there.
@Suite struct GeneratedIdentityTests {
  private func fixture(
    _ setup: String, _ columns: [(String, String)], stream: String = "t"
  ) throws -> (cluster: TestCluster, fixture: Fixture) {
    let cluster = try TestCluster()
    try cluster.psql(setup)
    return (cluster, try Fixture(cluster, yaml: Fixture.yaml(Fixture.stream(stream, columns))))
  }

  private func version(_ cluster: TestCluster) throws -> Int {
    Int(try cluster.psql("SHOW server_version_num")) ?? 0
  }

  private func doctor(_ fixture: Fixture) throws -> String {
    try BlinkBinary.schema.run(
      ["doctor", "-v"], environment: fixture.environment, directory: fixture.folder.path
    ).stdout
  }

  @Test func aStoredColumnUnderFull() throws {
    let (cluster, fixture) = try fixture(
      """
      CREATE TABLE t (id int PRIMARY KEY, body text,
        size int GENERATED ALWAYS AS (length(body)) STORED);
      ALTER TABLE t REPLICA IDENTITY FULL; INSERT INTO t (id, body) VALUES (1, 'a'), (2, 'b');
      """, [("id", "Int32"), ("body", "String")])
    #expect(try fixture.run(["--endpos", "current"]).exit == 0)
    try cluster.psql("UPDATE t SET body = 'z' WHERE id = 1; DELETE FROM t WHERE id = 2")
    let next = try fixture.run(["--endpos", "current"])
    #expect(next.stdout.contains(#""data":{"id":1,"body":"z"},"before":{"id":1,"body":"a"}"#))
    #expect(next.stdout.contains(#""before":{"id":2,"body":"b"}"#))
    #expect(try doctor(fixture).contains("no UPDATE or DELETE fails because of s"))
  }

  /// The publication that the file of `init --with grants` makes keeps the statements, too.
  @Test func thePublicationOfGrants() throws {
    let cluster = try TestCluster()
    try cluster.psql(
      """
      CREATE TABLE t (id int PRIMARY KEY, a int, g int GENERATED ALWAYS AS (a * 2) STORED);
      ALTER TABLE t REPLICA IDENTITY FULL; INSERT INTO t VALUES (1, 1);
      """)
    let folder = try TemporaryDirectory()
    let written = try BlinkBinary.schema.run(
      [
        "init", "--no-input", "--slot", "s", "--with", "grants", "-d",
        "host=127.0.0.1 port=\(cluster.port) user=postgres",
      ], directory: folder.path)
    #expect(written.exit == 0, "\(written.stderr)")
    let granted = try cluster.psql(file: folder.path + "/grants.sql")
    #expect(granted.exit == 0 && !granted.stderr.contains("ERROR"), "\(granted.stderr)")
    #expect(try cluster.psql("SELECT pubname FROM pg_publication") == "s")
    try cluster.psql("UPDATE t SET a = 2")
  }

  @Test func aStoredColumnInThePrimaryKey() throws {
    let (cluster, fixture) = try fixture(
      """
      CREATE TABLE t (a int, g int GENERATED ALWAYS AS (a * 2) STORED PRIMARY KEY);
      INSERT INTO t VALUES (1), (5);
      """, [("a", "Int32")])
    // Whether it starts or not, the application keeps its statements.
    _ = try fixture.run(["--endpos", "current"])
    try cluster.psql("UPDATE t SET a = 9 WHERE a = 1; DELETE FROM t WHERE a = 5")
  }

  @Test func aPartitionUnderFull() throws {
    let (cluster, fixture) = try fixture(
      """
      CREATE TABLE t (id int, a int, g int GENERATED ALWAYS AS (a * 2) STORED, PRIMARY KEY (id))
        PARTITION BY RANGE (id);
      CREATE TABLE t1 PARTITION OF t FOR VALUES FROM (0) TO (100);
      ALTER TABLE t1 REPLICA IDENTITY FULL; INSERT INTO t VALUES (1, 1), (2, 2);
      """, [("id", "Int32"), ("a", "Int32")])
    #expect(try fixture.run(["--endpos", "current"]).exit == 0)
    try cluster.psql("UPDATE t SET a = 9 WHERE id = 1; DELETE FROM t WHERE id = 2")
  }

  @Test func aPublicationOfSomebodyElseIsCuredByItsStatement() throws {
    let (cluster, fixture) = try fixture(
      """
      CREATE TABLE t (id int PRIMARY KEY, body text,
        size int GENERATED ALWAYS AS (length(body)) STORED);
      ALTER TABLE t REPLICA IDENTITY FULL; INSERT INTO t (id, body) VALUES (1, 'a');
      CREATE PUBLICATION s FOR TABLE t;
      """, [("id", "Int32"), ("body", "String")])
    let text = try doctor(fixture)
    guard try version(cluster) >= 180_000 else {
      #expect(text.contains("no UPDATE or DELETE fails because of s"))
      return
    }
    let statement = #"ALTER PUBLICATION "s" SET (publish_generated_columns = stored);"#
    #expect(text.contains(statement), "\(text)")
    // The same while a pipeline streams: what it then asks for is said with the statement.
    #expect(try fixture.run(["--endpos", "current"]).exit == 0)
    let running = statement + "  -- blink-run then asks for --accept-stream-gap '*'"
    #expect(try doctor(fixture).contains(running))
    try cluster.psql(running)
    try cluster.psql("UPDATE t SET body = 'z'")
    #expect(try fixture.run(["--endpos", "current"]).exit == 7)
    let next = try fixture.run(["--endpos", "current", "--accept-stream-gap", "*"])
    #expect(next.stdout.contains(#""data":{"id":1,"body":"z"}"#), "\(next.stderr)")
    #expect(try doctor(fixture).contains("no UPDATE or DELETE fails because of s"))
  }

  @Test func aVirtualColumnUnderFullIsRefusedBeforeItIsPublished() throws {
    let cluster = try TestCluster()
    // Virtual columns came with the rule.
    let kind = try version(cluster) >= 180_000 ? "VIRTUAL" : "STORED"
    try cluster.psql(
      """
      CREATE TABLE t (id int PRIMARY KEY, a int, g int GENERATED ALWAYS AS (a * 2) \(kind));
      ALTER TABLE t REPLICA IDENTITY FULL; INSERT INTO t VALUES (1, 1);
      """)
    let fixture = try Fixture(
      cluster, yaml: Fixture.yaml(Fixture.stream("t", [("id", "Int32"), ("a", "Int32")])))
    let outcome = try fixture.run(["--endpos", "current"])
    #expect(outcome.exit == (kind == "VIRTUAL" ? 2 : 0), "\(outcome.stderr)")
    try cluster.psql("UPDATE t SET a = 2")
    guard kind == "VIRTUAL" else { return }
    #expect(outcome.stderr.contains("virtual generated column"))
    let fix = #"ALTER TABLE "public"."t" REPLICA IDENTITY DEFAULT;"#
    #expect(outcome.stderr.contains(fix), "\(outcome.stderr)")
    #expect(!outcome.stderr.contains("REPLICA IDENTITY FULL;"))
    try cluster.psql(fix)
    #expect(try fixture.run(["--endpos", "current"]).exit == 0)
    try cluster.psql("UPDATE t SET a = 3")
  }

  @Test func fullIsNotOfferedBesideAColumnList() throws {
    let cluster = try TestCluster()
    guard try version(cluster) >= 150_000 else { return }
    try cluster.psql(
      """
      CREATE TABLE t (id int PRIMARY KEY, a text, b text, secret text);
      ALTER TABLE t ALTER b SET STORAGE EXTERNAL;
      INSERT INTO t SELECT 1, 'x', repeat('y', 20000), 's'; ANALYZE t;
      CREATE PUBLICATION s FOR TABLE t (id, a, b);
      """)
    let fixture = try Fixture(
      cluster,
      yaml: Fixture.yaml(
        Fixture.stream("t", [("id", "Int32"), ("a", "String"), ("b", "String")])))
    let text = try doctor(fixture)
    #expect(text.contains("unchanged-toast") || text.contains("large values"), "\(text)")
    #expect(!text.contains("REPLICA IDENTITY FULL;"))
  }

  /// A publication can send generated columns: then they are in the snapshot and in the file as well.
  @Test func aGeneratedColumnThatIsPublished() throws {
    let cluster = try TestCluster()
    guard try version(cluster) >= 180_000 else {
      // Before, a column list with one is refused by the server itself.
      #expect(throws: SupportError.self) {
        try cluster.psql(
          """
          CREATE TABLE u (id int PRIMARY KEY, g int GENERATED ALWAYS AS (id * 2) STORED);
          CREATE PUBLICATION pu FOR TABLE u (id, g);
          """)
      }
      return
    }
    try cluster.psql(
      """
      CREATE TABLE u (id int PRIMARY KEY, a int, g int GENERATED ALWAYS AS (a * 2) STORED);
      INSERT INTO u VALUES (1, 5); CREATE PUBLICATION s FOR TABLE u (id, g);
      """)
    let fixture = try Fixture(
      cluster, yaml: Fixture.yaml(Fixture.stream("u", [("id", "Int32"), ("g", "Int32")])))
    let first = try fixture.run(["--endpos", "current"])
    #expect(first.stdout.contains(#""data":{"id":1,"g":10}"#), "\(first.stdout)\(first.stderr)")
    try cluster.psql("INSERT INTO u VALUES (2, 7)")
    #expect(try fixture.run(["--endpos", "current"]).stdout.contains(#""data":{"id":2,"g":14}"#))
    #expect(try !doctor(fixture).contains("events do not contain it"))
    let folder = try TemporaryDirectory()
    let written = try BlinkBinary.schema.run(
      ["init", "--no-input", "--from-publication", "s", "--print"],
      environment: fixture.environment.merging([
        "PGHOST": "127.0.0.1", "PGPORT": "\(cluster.port)", "PGUSER": "postgres",
        "PGDATABASE": "postgres",
      ]) { $1 }, directory: folder.path)
    #expect(written.stdout.contains("name: g"), "\(written.stdout)\(written.stderr)")
  }
}
