import Foundation
import Support
import Testing

/// Values in the WAL whose type the catalog has no longer.
@Suite struct TypeChangeTests {
  private func pipeline(
    _ setup: String, _ columns: [(String, String)], more: String = ""
  ) throws -> (cluster: TestCluster, fixture: Fixture) {
    let cluster = try TestCluster()
    try cluster.psql(setup)
    let yaml = Fixture.yaml(Fixture.stream("t", columns), more: more)
    let fixture = try Fixture(cluster, yaml: yaml)
    let outcome = try fixture.run(["--endpos", "current"])
    try #require(outcome.exit == 0, "\(outcome.stderr)")
    return (cluster, fixture)
  }

  /// What `data` is in each line.
  private func rows(_ text: String) -> [String] {
    text.split(separator: "\n").compactMap { line in
      guard let start = line.range(of: #""data":"#) else { return nil }
      return String(line[start.upperBound...].dropLast())
    }
  }

  private static let rfc3339 = """
    sink:
      driver: stdout
      config:
        encoding: {temporal: rfc3339}
    """

  /// The usual way to take a label out of an enum.
  @Test(arguments: ["DROP TYPE st; ALTER TYPE st2 RENAME TO st", "DROP TYPE st"])
  func anEnumSwapWhileItIsDown(_ end: String) throws {
    let (cluster, fixture) = try pipeline(
      """
      CREATE TYPE st AS ENUM ('new', 'done'); CREATE TABLE t (id int PRIMARY KEY, ss st[], s st);
      """, [("id", "Int32"), ("ss", "List<String>"), ("s", "String")])
    try cluster.psql(
      """
      INSERT INTO t VALUES (2, '{done}', 'new');
      BEGIN; CREATE TYPE st2 AS ENUM ('new', 'done', 'archived');
      ALTER TABLE t ALTER ss TYPE st2[] USING ss::text::st2[], ALTER s TYPE st2 USING s::text::st2;
      \(end); COMMIT;
      INSERT INTO t VALUES (3, '{archived}', 'done');
      """)
    let outcome = try fixture.run(["--endpos", "current"])
    #expect(outcome.exit == 0, "\(outcome.stderr)")
    #expect(
      rows(outcome.stdout) == [
        #"{"id":2,"ss":["done"],"s":"new"}"#, #"{"id":3,"ss":["archived"],"s":"done"}"#,
      ])
  }

  @Test func droppedDomainsAreWhatTheyWere() throws {
    let (cluster, fixture) = try pipeline(
      """
      CREATE DOMAIN dts AS timestamptz; CREATE DOMAIN db AS bool;
      CREATE TABLE t (id int PRIMARY KEY, ts dts, ok db, oks db[]);
      """, [("id", "Int32"), ("ts", "String"), ("ok", "String"), ("oks", "List<String>")],
      more: Self.rfc3339)
    try cluster.psql(
      """
      INSERT INTO t VALUES (2, '2024-01-02 03:04:05+00', true, '{t,f}');
      ALTER TABLE t ALTER ts TYPE timestamptz, ALTER ok TYPE bool, ALTER oks TYPE bool[];
      DROP DOMAIN dts, db;
      INSERT INTO t VALUES (3, '2024-01-02 03:04:05+00', true, '{t,f}');
      """)
    let outcome = try fixture.run(["--endpos", "current"])
    #expect(outcome.exit == 0, "\(outcome.stderr)")
    let same = #""ts":"2024-01-02T03:04:05Z","ok":"true","oks":["true","false"]}"#
    #expect(rows(outcome.stdout) == [#"{"id":2,"# + same, #"{"id":3,"# + same])
  }

  /// The state has never seen these types: they came and went while blink-run was down.
  @Test func typesThatCameAndWent() throws {
    let (cluster, fixture) = try pipeline(
      "CREATE TABLE t (id int PRIMARY KEY, ts timestamptz, ss text[], p text)",
      [("id", "Int32"), ("ts", "String"), ("ss", "List<String>"), ("p", "String")],
      more: Self.rfc3339)
    try cluster.psql(
      """
      CREATE DOMAIN dts AS timestamptz; CREATE TYPE st AS ENUM ('new', 'done');
      CREATE TYPE pair AS (a int, b bool);
      ALTER TABLE t ALTER ts TYPE dts, ALTER ss TYPE st[] USING ss::st[],
        ALTER p TYPE pair USING p::pair;
      INSERT INTO t VALUES (2, '2024-01-02 03:04:05+00', '{new,done}', '(1,t)');
      ALTER TABLE t ALTER ts TYPE timestamptz, ALTER ss TYPE text[], ALTER p TYPE text;
      DROP DOMAIN dts; DROP TYPE st; DROP TYPE pair;
      """)
    let outcome = try fixture.run(["--endpos", "current"])
    #expect(outcome.exit == 0, "\(outcome.stderr)")
    #expect(
      rows(outcome.stdout) == [
        #"{"id":2,"ts":"2024-01-02T03:04:05Z","ss":["new","done"],"p":"(1,t)"}"#
      ])
    #expect(
      outcome.stderr.contains(
        "stream t: the type that column ss had here was dropped; its values are read as text[]"))
    #expect(!outcome.stderr.contains("column ts had"))
  }

  /// A name is no proof: this is not pgvector's type, nor hstore's.
  @Test func typesOfUsersThatAreCalledLikeThoseOfExtensions() throws {
    let (cluster, fixture) = try pipeline(
      """
      CREATE TYPE vector AS (x float8, y float8); CREATE TYPE hstore AS ENUM ('"a"=>"1"');
      CREATE TABLE t (id int PRIMARY KEY, v vector, h hstore);
      INSERT INTO t VALUES (1, ROW(1, 2)::vector, '"a"=>"1"');
      """, [("id", "Int32"), ("v", "String"), ("h", "String")])
    try cluster.psql("INSERT INTO t VALUES (2, ROW(1, 2)::vector, NULL)")
    let outcome = try fixture.run(["--endpos", "current"])
    #expect(rows(outcome.stdout) == [#"{"id":2,"v":"(1,2)","h":null}"#], "\(outcome.stderr)")
    let file = fixture.folder.path + "/blink.yaml"
    let text = try String(contentsOfFile: file, encoding: .utf8)
    try text.replacingOccurrences(
      of: "name: v, databrewType: String", with: "name: v, databrewType: List<Float64>"
    ).write(toFile: file, atomically: true, encoding: .utf8)
    let doctor = try BlinkBinary.schema.run(
      ["doctor"], environment: fixture.environment, directory: fixture.folder.path)
    #expect(doctor.stdout.contains("drift-type  public.t.v is public.vector"), "\(doctor.stdout)")
    try cluster.psql("INSERT INTO t VALUES (3, ROW(1, 2)::vector, NULL)")
    let refused = try fixture.run(["--endpos", "current"])
    #expect(refused.exit != 0)
    #expect(refused.stdout.isEmpty)
  }
}
