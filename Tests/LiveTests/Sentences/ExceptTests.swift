import Foundation
import Postgres
import Replication
import Support
import Testing

/// PostgreSQL 19's publications of all tables but some.
@Suite struct ExceptTests {
  private func prepared() throws -> TestCluster? {
    let cluster = try TestCluster(settings: ["max_slot_wal_keep_size": "20GB"])
    let version = Int(try cluster.psql("SHOW server_version_num")) ?? 0
    guard version >= 190_000 else { return nil }
    try cluster.psql(
      """
      CREATE TABLE a (id int PRIMARY KEY, v text); CREATE TABLE b (id int PRIMARY KEY, v text);
      CREATE TABLE bare (id int, v text);
      CREATE TABLE p (id int PRIMARY KEY, v text) PARTITION BY RANGE (id);
      CREATE TABLE p1 PARTITION OF p FOR VALUES FROM (0) TO (10);
      CREATE TABLE par (id int PRIMARY KEY); CREATE TABLE kid (PRIMARY KEY (id)) INHERITS (par);
      CREATE PUBLICATION s FOR ALL TABLES EXCEPT (TABLE a, ONLY par, bare, p)
        WITH (publish_via_partition_root = true);
      """)
    return cluster
  }

  private func yaml(_ names: String...) -> String {
    Fixture.yaml(
      names.map { Fixture.stream($0, [("id", "Int32"), ("v", "String")]) }
        .joined(separator: "\n"))
  }

  @Test func initLeavesThemOut() throws {
    guard let cluster = try prepared() else { return }
    let folder = try TemporaryDirectory()
    let outcome = try BlinkBinary.schema.run(
      [
        "init", "--no-input", "--from-publication", "s", "-d",
        "host=127.0.0.1 port=\(cluster.port) user=postgres",
      ], directory: folder.path)
    #expect(outcome.exit == 0, "\(outcome.stderr)")
    let streams = try folder.read("blink.yaml").components(separatedBy: "\n")
      .filter { $0.contains("- stream: ") }.map { $0.replacing("    - stream: ", with: "") }
    #expect(streams == ["b", "kid"])
  }

  @Test func doctorPrintsWhatWorks() throws {
    guard let cluster = try prepared() else { return }
    let fixture = try Fixture(cluster, yaml: yaml("a", "b", "p"))
    let found = try fixture.doctor().report.checks.filter {
      $0.id == "publication-covers-tables" && $0.status == "error"
    }
    #expect(found.map(\.subject) == ["public.a", "public.p"])
    let statement = try #require(found.first?.remedies.first?.text)
    let left = #"EXCEPT (TABLE ONLY "public"."bare", ONLY "public"."par");"#
    #expect(statement == #"ALTER PUBLICATION "s" SET ALL TABLES \#(left)"#)
    try cluster.psql(statement)
    let report = try fixture.doctor().report
    #expect(report.problem("publication-covers-tables") == nil)
    #expect(try fixture.run(["--endpos", "current"]).exit == 0)
    try cluster.psql("INSERT INTO a VALUES (1, 'x'); INSERT INTO p VALUES (1, 'y')")
    let events = try fixture.run(["--endpos", "current"]).stdout
    #expect(events.contains(#""stream":"a""#) && events.contains(#""stream":"p""#), "\(events)")
    // A table that its UPDATE would be taken away from is not added.
    try fixture.folder.write("blink.yaml", yaml("a", "b", "p", "bare"))
    let bare = try fixture.doctor().report.problem("publication-covers-tables")
    #expect(bare?.remedies.map(\.kind) == ["config"])
    // Of what the file does not name, it is left out again.
    try fixture.folder.write("blink.yaml", yaml("a", "b", "p"))
    try cluster.psql("CREATE TABLE loose (id int)")
    let broken = try #require(try fixture.doctor().report.problem("publication-breaks-writes"))
    #expect(broken.remedies[0].text.hasSuffix(#"ONLY "public"."loose", ONLY "public"."par");"#))
    try cluster.psql(broken.remedies[0].text)
    try cluster.psql("INSERT INTO loose VALUES (1); UPDATE loose SET id = 2")
  }

  /// A table that EXCEPT names for a while leaves no row behind: what a start or a look has seen is
  /// kept.
  @Test(arguments: [false, true]) func aTableThatIsLeftOutForAWhile(isRunning: Bool) throws {
    guard let cluster = try prepared() else {
      // Without EXCEPT a publication of all tables never leaves one out.
      var look = PublicationIdentity(row: CatalogRow(oid: 1, xmin: 2))
      look.isForAllTables = true
      let table = CatalogLook.Table(
        TableIdentity(oid: 7, name: QualifiedName(schema: "public", name: "a")))
      #expect(look.rows(admitting: table) == [look.row])
      look.excepted[7] = CatalogRow(oid: 3, xmin: 4)
      #expect(look.rows(admitting: table) == [])
      return
    }
    let fixture = try Fixture(cluster, yaml: yaml("b"))
    #expect(try fixture.run(["--endpos", "current"]).exit == 0)
    let rest = "TABLE a, ONLY par, bare, p"
    let refused: Program.Outcome
    if isRunning {
      let program = try fixture.startStreaming(["--catalog-look", "1s"])
      try cluster.psql("ALTER PUBLICATION s SET ALL TABLES EXCEPT (\(rest), b)")
      #expect(try program.wait() == 7)
      refused = Program.Outcome(exit: 7, stdout: program.stdout, stderr: program.stderr)
    } else {
      try cluster.psql("ALTER PUBLICATION s SET ALL TABLES EXCEPT (\(rest), b)")
      refused = try fixture.run(["--endpos", "current"])
    }
    #expect(refused.exit == 7)
    #expect(refused.stderr.contains("public.b is no longer in publication s"), "\(refused.stderr)")
    try cluster.psql("INSERT INTO b VALUES (1, 'lost')")
    try cluster.psql("ALTER PUBLICATION s SET ALL TABLES EXCEPT (\(rest))")
    let again = try fixture.run(["--endpos", "current"])
    #expect(again.exit == 7 && again.stderr.contains("stream-readmitted: "), "\(again.stderr)")
    let copied = try fixture.run(["--endpos", "current", "--resnapshot-stream", "public.b"])
    #expect(copied.stdout.contains(#""data":{"id":1,"v":"lost"}"#), "\(copied.stderr)")
    #expect(try fixture.run(["--endpos", "current"]).exit == 0)
  }
}
