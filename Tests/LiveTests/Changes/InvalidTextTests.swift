import Foundation
import Support
import Testing

/// A database without an encoding, which holds any bytes.
@Suite struct InvalidTextTests {
  private func pipeline(
    _ columns: [(String, String)], source: String = ""
  ) throws -> (fixture: Fixture, environment: [String: String]) {
    let cluster = try TestCluster()
    try cluster.psql(
      "CREATE DATABASE raw ENCODING 'SQL_ASCII' TEMPLATE template0 LC_COLLATE 'C' LC_CTYPE 'C'")
    try cluster.psql(
      """
      SET client_encoding = 'SQL_ASCII';
      CREATE TABLE t (id int PRIMARY KEY, c text, n int); INSERT INTO t VALUES (1, 'fine ä', 1);
      """, database: "raw")
    let fixture = try Fixture(
      cluster, yaml: Fixture.yaml(Fixture.stream("t", columns), source: source))
    return (
      fixture, fixture.environment.merging(["DATABASE_NAME": "raw"]) { $1 }
    )
  }

  private func run(
    _ pipeline: (fixture: Fixture, environment: [String: String]), _ arguments: [String] = []
  ) throws -> Program.Outcome {
    try BlinkBinary.run.run(
      ["--endpos", "current"] + arguments, environment: pipeline.environment,
      directory: pipeline.fixture.folder.path)
  }

  private static let all = [("id", "Int32"), ("c", "String"), ("n", "Int32")]
  private static let bad = #"INSERT INTO t VALUES (2, E'a\xff\xe9b', 2), (3, 'ä', 3)"#

  @Test func aTextThatIsNotUTF8Stops() throws {
    let pipeline = try pipeline(Self.all)
    let first = try run(pipeline)
    #expect(first.exit == 0, "\(first.stderr)")
    #expect(first.stdout.contains(#""c":"fine ä""#))
    try pipeline.fixture.cluster.psql(Self.bad, database: "raw")
    let refused = try run(pipeline)
    #expect(refused.exit == 9, "\(refused.stderr)")
    #expect(refused.stderr.contains("a text of t.c (4 bytes) is not valid UTF-8"))
    try pipeline.fixture.folder.write(
      "blink.yaml",
      Fixture.yaml(Fixture.stream("t", Self.all), source: "    on_invalid_text: escape"))
    let escaped = try run(pipeline)
    #expect(escaped.exit == 0, "\(escaped.stderr)")
    #expect(escaped.stdout.contains(#""c":"a\\xff\\xe9b""#), "\(escaped.stdout)")
    #expect(escaped.stdout.contains(#""c":"ä""#), "\(escaped.stdout)")
  }

  @Test func aWholeValueInBase64() throws {
    let pipeline = try pipeline(Self.all, source: "    on_invalid_text: base64")
    try pipeline.fixture.cluster.psql(Self.bad, database: "raw")
    // In the snapshot as well.
    let first = try run(pipeline)
    #expect(first.stdout.contains(#""c":"Yf/pYg==""#), "\(first.stdout)\(first.stderr)")
    try pipeline.fixture.cluster.psql(
      #"UPDATE t SET c = E'\xff' WHERE id = 1"#, database: "raw")
    let next = try run(pipeline)
    #expect(next.stdout.contains(#""c":"/w==""#), "\(next.stdout)\(next.stderr)")
  }

  /// What is not in the file is not looked at.
  @Test func aColumnThatIsLeftOut() throws {
    let pipeline = try pipeline([("id", "Int32"), ("n", "Int32")])
    #expect(try run(pipeline).exit == 0)
    try pipeline.fixture.cluster.psql(Self.bad, database: "raw")
    let outcome = try run(pipeline)
    #expect(outcome.exit == 0, "\(outcome.stderr)")
    #expect(outcome.stdout.contains(#""data":{"id":2,"n":2}"#))
  }

  /// Of a database with another encoding the server converts every text, or fails to.
  @Test func aTextThatTheServerCannotConvert() throws {
    let cluster = try TestCluster()
    try cluster.psql(
      "CREATE DATABASE win ENCODING 'WIN1252' TEMPLATE template0 LC_COLLATE 'C' LC_CTYPE 'C'")
    let setup = "SET client_encoding = 'WIN1252';"
    try cluster.psql(
      "\(setup) CREATE TABLE t (id int PRIMARY KEY, c text, n int); INSERT INTO t VALUES (1, E'\\x81')",
      database: "win")
    let fixture = try Fixture(
      cluster,
      yaml: Fixture.yaml(Fixture.stream("t", Self.all), source: "    on_invalid_text: escape"))
    let pipeline = (fixture, fixture.environment.merging(["DATABASE_NAME": "win"]) { $1 })
    let copying = try run(pipeline)
    #expect(copying.exit == 9 && copying.stderr.contains("(22P05)"), "\(copying.stderr)")
    #expect(copying.stderr.contains("fix: correct the value in the database"))
    try cluster.psql("UPDATE t SET c = 'good'", database: "win")
    #expect(try run(pipeline).exit == 0)
    try cluster.psql("\(setup) INSERT INTO t VALUES (2, E'\\x81')", database: "win")
    let streaming = try run(pipeline)
    #expect(streaming.exit == 9, "\(streaming.stderr)")
    #expect(streaming.stderr.contains("on_invalid_text does not apply"))
    #expect(streaming.stderr.contains("fix: correct the row, then --resnapshot s"))
    // What it says works.
    try cluster.psql("UPDATE t SET c = 'good'", database: "win")
    #expect(try run(pipeline).exit == 9)
    let again = try run(pipeline, ["--resnapshot", "s"])
    #expect(again.exit == 0 && again.stdout.contains(#""id":2,"c":"good""#), "\(again.stderr)")
  }
}
