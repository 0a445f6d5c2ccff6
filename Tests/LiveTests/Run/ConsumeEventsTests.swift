import Foundation
import Support
import Testing

/// The consumer that docs/how-to/consume-events.md shows, on the output of runs that were killed.
@Suite("How-to: consume events") struct ConsumeEventsTests {
  private static let streams = [
    Fixture.stream("t", [("id", "Int32"), ("v", "String"), ("big", "String")]),
    Fixture.stream("u", [("id", "Int32"), ("v", "String")]),
  ].joined(separator: "\n")

  @Test func theConsumerOfThePageEndsWithTheSourcesRows() throws {
    let cluster = try TestCluster()
    try cluster.psql(
      """
      CREATE TABLE t (id int PRIMARY KEY, v text, big text); CREATE TABLE u (id int PRIMARY KEY, v text);
      ALTER TABLE t ALTER big SET STORAGE EXTERNAL; ALTER TABLE u REPLICA IDENTITY FULL;
      INSERT INTO t SELECT g, 'v', repeat('x', 5000) FROM generate_series(1, 500) g;
      INSERT INTO u SELECT g, 'v' FROM generate_series(1, 500) g
      """)
    let fixture = try Fixture(cluster, yaml: Fixture.yaml(Self.streams))
    try fixture.folder.write("apply.py", try Self.script())
    for round in 1...6 {
      let program = try fixture.startStreaming()
      for step in 1...10 { try cluster.psql(Self.changes(round * 10 + step)) }
      #expect(eventually { program.stdout.contains("\"v\":\"w\(round * 10 + 5)\"") })
      program.signal(SIGKILL)
      _ = try program.wait()
      try consume(program.stdout, fixture)
    }
    try consume(try fixture.run(["--endpos", "current"]).stdout, fixture)
    for (table, columns) in [("t", ["id", "v", "big"]), ("u", ["id", "v"])] {
      let pairs = columns.map { "'\($0)', \($0)" }.joined(separator: ", ")
      let source = try cluster.psql(
        "SELECT jsonb_build_object(\(pairs)) FROM \(table) ORDER BY id")
      #expect(try rows(of: table, fixture, cluster) == source)
    }
  }

  private static func changes(_ step: Int) -> String {
    """
    UPDATE t SET v = 'w\(step)' WHERE id % 7 = \(step % 7);
    UPDATE t SET id = id + 10000 WHERE id = \(step); DELETE FROM t WHERE id = \(100 + step);
    UPDATE u SET v = v || '\(step)' WHERE id % 5 = 0; UPDATE u SET id = -id WHERE id = \(step);
    \(step == 35 ? "TRUNCATE u;" : "")
    INSERT INTO u VALUES (\(1000 + step), 'new')
    """
  }

  /// The example, as the page shows it.
  private static func script() throws -> String {
    let page = try String(
      contentsOf: Repository.file("docs/how-to/consume-events.md"), encoding: .utf8)
    let parts = page.components(separatedBy: "```python\n")
    try #require(parts.count == 2)
    return try #require(parts[1].components(separatedBy: "```\n").first)
  }

  /// Appends the output of a run, of which a kill may have cut the last line, and applies it.
  private func consume(_ output: String, _ fixture: Fixture) throws {
    let events = fixture.folder.path + "/events.jsonl"
    let before = (try? String(contentsOfFile: events, encoding: .utf8)) ?? ""
    try (before + output).write(toFile: events, atomically: true, encoding: .utf8)
    let applied = try Program.run(
      "/usr/bin/python3", ["apply.py", "events.jsonl", "target.db"],
      directory: fixture.folder.path)
    #expect(applied.exit == 0, "\(applied.stderr)")
  }

  /// The consumer's copy of a table, printed by PostgreSQL as the source's rows are.
  private func rows(of table: String, _ fixture: Fixture, _ cluster: TestCluster) throws -> String {
    let script = """
      import sqlite3
      for row in sqlite3.connect("target.db").execute(
          "SELECT data FROM copy WHERE stream = ?", ["\(table)"]):
          print(row[0])
      """
    let copy = try Program.run(
      "/usr/bin/python3", ["-c", script], directory: fixture.folder.path)
    try #require(copy.exit == 0, "\(copy.stderr)")
    try fixture.folder.write("copy.jsonl", copy.stdout)
    return try cluster.psql(
      """
      CREATE TEMP TABLE copy (row jsonb); \\copy copy FROM '\(fixture.folder.path)/copy.jsonl'
      SELECT row FROM copy ORDER BY (row ->> 'id')::int
      """)
  }
}
