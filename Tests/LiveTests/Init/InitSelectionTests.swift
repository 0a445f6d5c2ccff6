import Foundation
import Settings
import Support
import Testing

/// What the flags of `blink-schema init` do, and that the result runs.
@Suite struct InitSelectionTests {
  private static let schema = """
    CREATE TABLE orders (id bigint PRIMARY KEY, total numeric(12,2), whole numeric(5,0), pay jsonb,
      at timestamptz, secret text, big bigint);
    CREATE TABLE pair (a int, b int, v text, PRIMARY KEY (a, b)); CREATE TABLE log (line text);
    CREATE TABLE m (id int, day date, PRIMARY KEY (id, day)) PARTITION BY RANGE (day);
    CREATE TABLE m1 PARTITION OF m FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
    CREATE TABLE m2 PARTITION OF m FOR VALUES FROM ('2027-01-01') TO ('2028-01-01');
    INSERT INTO m VALUES (1, '2026-05-01'), (2, '2027-05-01');
    CREATE EXTENSION postgres_fdw; CREATE SERVER far FOREIGN DATA WRAPPER postgres_fdw;
    CREATE FOREIGN TABLE away (id int) SERVER far;
    """

  private func run(_ fixture: Fixture, _ arguments: String...) throws -> Program.Outcome {
    try BlinkBinary.schema.run(
      [
        "init", "-d", "postgresql://postgres@127.0.0.1:\(fixture.cluster.port)/postgres", "--slot",
        "s",
      ] + arguments, directory: fixture.folder.path)
  }

  private func fixture(_ sql: String = "") throws -> Fixture {
    let cluster = try TestCluster()
    try cluster.psql(Self.schema + sql)
    let fixture = try Fixture(cluster, yaml: "")
    try FileManager.default.removeItem(atPath: fixture.folder.path + "/blink.yaml")
    return fixture
  }

  /// The columns of a stream as `name databrewType pk`.
  private func columns(_ text: String, of stream: String) -> [String] {
    guard let start = text.range(of: "- stream: \(stream)\n") else { return [] }
    let body = text[start.upperBound...].components(separatedBy: "    - stream: ")[0]
    return body.matches(
      of: /- name: (\S+).*\n +databrewType: (\S+)\n.*\n +pk: (\S+)\n/
    ).map { "\($0.1) \($0.2) \($0.3)" }
  }

  @Test func columnsAndTypes() throws {
    let fixture = try fixture()
    let outcome = try run(
      fixture, "--print", "--exclude-column", "secret", "--exclude-column", "pair.b", "--numeric",
      "float", "--override", "public.orders.big=Int32", "--override", "*.at=Date32")
    #expect(outcome.exit == 0, "\(outcome.stderr)")
    #expect(
      columns(outcome.stdout, of: "orders") == [
        "id Int64 true", "total Float64 false", "whole Int32 false", "pay JSON false",
        "at Date32 false", "big Int32 false",
      ])
    #expect(columns(outcome.stdout, of: "pair") == ["a Int32 false", "v String false"])
    #expect(!outcome.stdout.contains("secret"))
    #expect(outcome.stderr.contains("public.orders.total (numeric(12,2)) as Float64"))
    #expect(outcome.stderr.contains("public.orders.big (bigint) as Int32"))
    #expect(outcome.stderr.contains("public.pair has no pk: b of the primary key is left out"))
    #expect(outcome.stdout.contains("# left out: public.away: the changes of a foreign table"))

    let impossible = try run(fixture, "--override", "orders.*=Int32")
    #expect(impossible.exit == 3)
    #expect(impossible.stderr.contains("public.orders.pay (jsonb) as Int32"))
    let unmatched = try run(
      fixture, "--exclude-column", "nobody", "--override", "orders.nothing=String")
    #expect(unmatched.exit == 5)
    #expect(unmatched.stderr.contains("`nobody`, `orders.nothing`"))
    #expect(try run(fixture, "-t", "pair", "--exclude-column", "pair.*").exit == 5)
    #expect(!FileManager.default.fileExists(atPath: fixture.folder.path + "/blink.yaml"))
  }

  @Test func aPublicationIsFollowed() throws {
    let fixture = try fixture(
      """
      INSERT INTO orders VALUES (1, 1.50, 1, '{}', now(), 'hidden', 1), (50, 2.50, 2, '{}', now(), 'hidden', 1);
      CREATE PUBLICATION "analytics é" FOR TABLE orders (id, total) WHERE (id > 10), m;
      """)
    let outcome = try run(fixture, "--from-publication", "analytics é")
    #expect(outcome.exit == 0, "\(outcome.stderr)")
    let text = try fixture.folder.read("blink.yaml")
    #expect(text.contains("    publication: \"analytics é\"\n"))
    #expect(text.contains("row filter of the publication: (id > 10)"))
    #expect(columns(text, of: "orders") == ["id Int64 true", "total String false"])
    #expect(text.matches(of: /- stream: (.*)\n/).map { String($0.1) } == ["m1", "m2", "orders"])
    let run = try fixture.run(["--endpos", "current"])
    #expect(run.exit == 0, "\(run.stderr)")
    #expect(run.stdout.split(separator: "\n").count == 3, "\(run.stdout)")
    #expect(!run.stdout.contains("hidden"))

    // Run again without flags it follows the same publication, and diff agrees.
    #expect(try rerun(fixture).contains("is up to date"))
    #expect(try !rerun(fixture).contains("cannot be streamed"))
    let diff = try BlinkBinary.schema.run(
      ["diff"], environment: fixture.environment, directory: fixture.folder.path)
    #expect(diff.exit == 0, "\(diff.stdout)")

    let unknown = try self.run(fixture, "other.yaml", "--from-publication", "analytics e")
    #expect(unknown.exit == 5)
    #expect(unknown.stderr.contains("did you mean `analytics é`?"))
    #expect(
      try self.run(fixture, "--print", "--from-publication", "x", "--partitions", "leaves").exit
        == 64)
    try fixture.cluster.psql("DROP PUBLICATION \"analytics é\"")
    #expect(try rerun(fixture, exit: 5).contains("there are none"))
  }

  private func rerun(
    _ fixture: Fixture, _ arguments: String..., exit: Int32 = 0
  ) throws -> String {
    let outcome = try BlinkBinary.schema.run(
      ["init"] + arguments, environment: fixture.environment, directory: fixture.folder.path)
    #expect(outcome.exit == exit, "\(outcome.stderr)")
    return outcome.stderr
  }

  @Test func flagsOfALaterRun() throws {
    let fixture = try fixture()
    #expect(try run(fixture, "-t", "orders", "--exclude-column", "secret").exit == 0)
    #expect(try rerun(fixture).contains("is up to date"))
    let before = try fixture.folder.read("blink.yaml")
    #expect(
      try rerun(fixture, "-t", "orders", "--override", "pay=Int32", exit: 3)
        .contains("public.orders.pay (jsonb) as Int32"))
    #expect(
      try rerun(fixture, "-t", "orders", "--exclude-column", "nobody", exit: 5)
        .contains("nothing matches `nobody`"))
    #expect(try fixture.folder.read("blink.yaml") == before)
    try fixture.cluster.psql(
      "ALTER TABLE orders ADD COLUMN more numeric; ALTER TABLE orders ADD secret2 text")
    #expect(try rerun(fixture).contains("orders.more added"))
    #expect(
      columns(try fixture.folder.read("blink.yaml"), of: "orders").suffix(2)
        == ["more String false", "secret2 String false"])
    #expect(try !fixture.folder.read("blink.yaml").contains("secret\n"))
  }

  @Test func aNameWithQuotesIsShownAsThePatternThatMatchesIt() throws {
    let fixture = try fixture("CREATE TABLE \"a \"\"b\"\"\" (id int PRIMARY KEY)")
    let bare = try run(fixture, "-t", "a \"b\"")
    #expect(bare.exit == 5)
    #expect(
      bare.stderr.contains("write the name in double quotes: 'public.\"a \"\"b\"\"\"'"),
      "\(bare.stderr)")
    #expect(try run(fixture, "-t", "public.\"a \"\"b\"\"\"").exit == 0)
  }

  @Test func leavesAreStreams() throws {
    let fixture = try fixture()
    let outcome = try run(fixture, "-t", "m*", "--partitions", "leaves")
    #expect(outcome.exit == 0, "\(outcome.stderr)")
    let text = try fixture.folder.read("blink.yaml")
    #expect(text.contains("# left out: public.m: partitioned: each of its partitions is a stream"))
    let snapshot = try fixture.run(["--endpos", "current"])
    #expect(snapshot.exit == 0, "\(snapshot.stderr)")
    try fixture.cluster.psql("INSERT INTO m VALUES (3, '2027-06-01')")
    let stream = try fixture.run(["--endpos", "current"])
    let streams = (snapshot.stdout + stream.stdout).matches(of: /"stream":"(m[0-9]?)"/)
      .map { String($0.1) }
    #expect(streams.sorted() == ["m1", "m2", "m2"])
  }

  @Test func commentsAndTheInformationSchema() throws {
    let fixture = try fixture("ANALYZE;")
    let none = try run(fixture, "--comments", "none")
    #expect(none.exit == 0)
    #expect(none.stderr.contains("left out: public.away: the changes of a foreign table"))
    let bare = try fixture.folder.read("blink.yaml").split(separator: "\n")
    #expect(bare.filter { $0.contains("#") }.allSatisfy { $0.hasPrefix("    # ") })
    #expect(bare.contains("    # - stream: log"))
    let linted = try BlinkBinary.schema.run(
      ["lint", "--env"], environment: fixture.environment, directory: fixture.folder.path)
    #expect(linted.exit == 0, "\(linted.stdout)")
    let full = try run(fixture, "--print", "--comments", "full")
    #expect(full.stdout.contains("| partitioned | ~2 rows, ~16 kB\n"), "\(full.stdout)")
    let literal = try run(
      fixture, "--print", "--comments", "full", "--introspect", "information_schema")
    #expect(literal.stdout == full.stdout)
  }
}
