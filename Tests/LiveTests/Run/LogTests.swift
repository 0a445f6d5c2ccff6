import Foundation
import Support
import Testing

/// What a log says of a run, where nobody sits at a terminal.
@Suite struct LogTests {
  private static var stamp: Regex<(Substring, Substring)> {
    #/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z (info|warning|error): /#
  }
  private static let yaml = Fixture.yaml(Fixture.stream("t", [("id", "Int32"), ("v", "String")]))

  private func fixture(rows: Int = 2) throws -> (TestCluster, Fixture) {
    let cluster = try TestCluster()
    try cluster.psql(
      "CREATE TABLE t (id int PRIMARY KEY, v text);"
        + " INSERT INTO t SELECT g, repeat('v', 500) FROM generate_series(1, \(rows)) g; ANALYZE t")
    return (cluster, try Fixture(cluster, yaml: Self.yaml))
  }

  @Test func aRunSaysWhenItBeginsGoesOnAndEnds() throws {
    let (cluster, fixture) = try fixture()
    let program = try fixture.start()
    #expect(eventually { program.stderr.contains("info: streaming from ") })
    try cluster.psql("INSERT INTO t VALUES (3, 'c')")
    #expect(eventually { program.stdout.split(separator: "\n").count == 3 })
    try cluster.psql(
      "SELECT pg_terminate_backend(pid) FROM pg_stat_replication WHERE state = 'streaming'")
    #expect(eventually { program.stderr.contains("info: connected again after ") })
    program.signal(SIGTERM)
    #expect(try program.wait() == 0)
    let lines = program.stderr.split(separator: "\n")
    #expect(lines.allSatisfy { $0.firstMatch(of: Self.stamp) != nil }, "\(program.stderr)")
    let position = try cluster.psql(
      "SELECT confirmed_flush_lsn FROM pg_replication_slots WHERE slot_name = 's'")
    #expect(
      lines.last?.hasSuffix("info: stopped: 3 events delivered, confirmed up to \(position)")
        == true, "\(program.stderr)")
    let again = try fixture.start()
    #expect(eventually { again.stderr.contains("info: streaming from \(position), slot s") })
    again.signal(SIGTERM)
    #expect(try again.wait() == 0)
    #expect(again.stderr.contains("stopped: 0 events delivered"))
  }

  @Test func jsonHasOneObjectALine() throws {
    let (_, fixture) = try fixture()
    let outcome = try fixture.run(["--endpos", "current", "--log-format", "json"])
    #expect(outcome.exit == 0)
    func objects(_ text: String) throws -> [[String: Any]] {
      try text.split(separator: "\n").map { line in
        try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
      }
    }
    let entries = try objects(outcome.stderr)
    #expect(entries.allSatisfy { $0["ts"] is String && $0["level"] is String })
    let copied = entries.first { $0["stream"] as? String == "t" }
    #expect(copied?["rows"] as? Int == 2)
    #expect(entries.last?["events"] as? Int == 2)
    #expect(entries.last?["position"] is String)
    let failed = try fixture.run(["--log-format", "json", "--resnapshot", "another"])
    let last = try #require(try objects(failed.stderr).last)
    #expect(last["level"] as? String == "error")
    #expect(last["exit"] as? Int == Int(failed.exit))
    #expect(failed.exit != 0)
  }

  /// A reader that takes nothing makes the snapshot last as long as the test wants.
  @Test func aLongSnapshotSaysHowFarItIs() throws {
    let (_, fixture) = try fixture(rows: 300_000)
    let pipe = Pipe()
    let program = try fixture.start(output: pipe)
    #expect(
      eventually {
        program.stderr.contains(#/info: snapshot: \d+ rows?, [0-9.]+ \w+, 0 of 1 table, \d+ %/#)
      }, "\(program.stderr)")
    let reader = Thread { while !pipe.fileHandleForReading.availableData.isEmpty {} }
    reader.start()
    #expect(eventually { program.stderr.contains("info: streaming from ") })
    program.signal(SIGTERM)
    #expect(try program.wait() == 0)
  }

  @Test func whereEventsAreOnTheTerminalNoFiguresAre() throws {
    let (_, fixture) = try fixture(rows: 20_000)
    let outcome = try Program.run(
      "/usr/bin/script",
      ["-qec", "\(BlinkBinary.run.path) --endpos current", fixture.folder.path + "/terminal"],
      environment: fixture.environment.merging(["PATH": "/usr/bin:/bin", "TERM": "xterm"]) { $1 },
      directory: fixture.folder.path)
    #expect(outcome.exit == 0)
    let shown = try fixture.folder.read("terminal")
    #expect(shown.contains("{\"event\":"))
    #expect(!shown.contains("/s, lag") && !shown.contains("\u{1B}[K"))
    #expect(shown.contains("stopped: 20000 events delivered"))
  }
}
