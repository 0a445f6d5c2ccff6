import Foundation
import Support
import Testing

/// Tables of other shapes: partitioned, filtered, many at once, with hostile names.
@Suite struct ShapesTests {
  private static let table = Fixture.stream("t", [("id", "Int32"), ("v", "String")])

  @Test func aPartitionedTableIsOneStream() throws {
    let cluster = try TestCluster()
    try cluster.psql(
      """
      CREATE TABLE t (id int PRIMARY KEY, v text) PARTITION BY RANGE (id);
      CREATE TABLE t1 PARTITION OF t FOR VALUES FROM (0) TO (10);
      CREATE TABLE t2 PARTITION OF t FOR VALUES FROM (10) TO (20);
      INSERT INTO t VALUES (1, 'a'), (11, 'b');
      """)
    let fixture = try Fixture(cluster, yaml: Fixture.yaml(Self.table))
    #expect(try fixture.run(["--endpos", "current"]).stdout.split(separator: "\n").count == 2)
    try cluster.psql("INSERT INTO t VALUES (2, 'c'); UPDATE t SET id = 12 WHERE id = 2")
    let output = try fixture.run(["--endpos", "current"])
    let lines = output.stdout.split(separator: "\n")
    // A row that moves to another partition is deleted there and inserted here.
    #expect(lines.count == 3, "\(output.stdout)\(output.stderr)")
    #expect(lines.allSatisfy { $0.contains(#""stream":"t","schema":"public","table":"t""#) })
  }

  @Test func aRowFilterHoldsInSnapshotAndStream() throws {
    let cluster = try TestCluster()
    try cluster.psql(
      """
      CREATE TABLE t (id int PRIMARY KEY, v text); INSERT INTO t VALUES (1, 'a'), (200, 'b');
      CREATE PUBLICATION s FOR TABLE t WHERE (id < 100);
      """)
    let fixture = try Fixture(cluster, yaml: Fixture.yaml(Self.table))
    let snapshot = try fixture.run(["--endpos", "current"])
    #expect(snapshot.stdout.split(separator: "\n").count == 1, "\(snapshot.stderr)")
    try cluster.psql("INSERT INTO t VALUES (2, 'c'), (300, 'd')")
    let stream = try fixture.run(["--endpos", "current"])
    #expect(stream.stdout.split(separator: "\n").count == 1)
    // The publication was there before: it is not ours to drop.
    #expect(try cluster.psql("SELECT count(*) FROM pg_publication") == "1")
  }

  @Test func severalWorkersCopyOneConsistentState() throws {
    let cluster = try TestCluster()
    let names = (0..<6).map { "w\($0)" }
    try cluster.psql(
      names.map {
        "CREATE TABLE \($0) (id int PRIMARY KEY, v text); INSERT INTO \($0) SELECT g, 'x' FROM generate_series(1, 3000) g;"
      }
      .joined())
    let streams = names.map { Fixture.stream($0, [("id", "Int32"), ("v", "String")]) }
      .joined(separator: "\n")
    let fixture = try Fixture(
      cluster,
      yaml: Fixture.yaml(
        streams, source: "    snapshot_workers: 3\n    snapshot_batch_size: 100"))
    let outcome = try fixture.run(["--endpos", "current"])
    #expect(outcome.exit == 0, "\(outcome.stderr)")
    let output = try Materialised(outcome.stdout)
    for name in names { #expect(output.lines(of: name).count == 3000) }
  }

  @Test func hostileNamesComeThroughFromInitToEvents() throws {
    let cluster = try TestCluster()
    let name = "x\"\u{301}; drop table victim; --"
    let quoted = "\"" + name.replacingOccurrences(of: "\"", with: "\"\"", options: .literal) + "\""
    try cluster.psql(
      """
      CREATE TABLE victim (id int PRIMARY KEY);
      CREATE TABLE \(quoted) ("a ""b" int PRIMARY KEY, "${HOME}" text, "yes" text);
      CREATE TABLE "\u{E9}" (id int PRIMARY KEY); CREATE TABLE "e\u{301}" (id int PRIMARY KEY);
      INSERT INTO "\u{E9}" VALUES (1); INSERT INTO "e\u{301}" VALUES (2);
      INSERT INTO \(quoted) VALUES (1, 'home', 'no');
      """)
    let fixture = try Fixture(cluster, yaml: "")
    try FileManager.default.removeItem(atPath: fixture.folder.path + "/blink.yaml")
    let uri = "postgresql://postgres@127.0.0.1:\(cluster.port)/postgres"
    let written = try BlinkBinary.schema.run(["init", "-d", uri], directory: fixture.folder.path)
    #expect(written.exit == 0, "\(written.stderr)")
    let outcome = try fixture.run(["--endpos", "current"])
    #expect(outcome.exit == 0, "\(outcome.stderr)")
    #expect(outcome.stdout.contains(#"{"a \"b":1,"${HOME}":"home","yes":"no"}"#))
    #expect(outcome.stdout.split(separator: "\n").count == 3)
    #expect(try cluster.psql("SELECT count(*) FROM victim") == "0")
  }

  @Test func theBlinkFormatIsARowInAList() throws {
    let cluster = try TestCluster()
    try cluster.psql(
      "CREATE TABLE t (id int PRIMARY KEY, v text, a int); INSERT INTO t VALUES (1, 'x', 2)")
    let streams = Fixture.stream("t", [("id", "Int32"), ("v", "String"), ("a", "Int32")])
    let fixture = try Fixture(
      cluster, yaml: Fixture.yaml(streams, more: "sink: {driver: stdout, config: {format: blink}}"))
    #expect(
      try fixture.run(["--endpos", "current"]).stdout == "[{\"a\":2,\"id\":1,\"v\":\"x\"}]\n")
    try cluster.psql("DELETE FROM t; TRUNCATE t")
    let outcome = try fixture.run(["--endpos", "current"])
    #expect(outcome.stdout == "[{\"a\":null,\"id\":1,\"v\":null}]\n")
    #expect(outcome.stderr.contains("TRUNCATE"))
  }

  @Test func encodingsOfNumbersAndTimes() throws {
    let cluster = try TestCluster()
    try cluster.psql(
      "CREATE TABLE t (id bigint PRIMARY KEY, v timestamptz); INSERT INTO t VALUES (9007199254740993, '2026-01-02 03:04:05.5+00'), (2, 'infinity')"
    )
    let streams = Fixture.stream("t", [("id", "Int64"), ("v", "String")])
    let fixture = try Fixture(
      cluster,
      yaml: Fixture.yaml(
        streams, more: "sink: {config: {encoding: {int64: string, temporal: rfc3339}}}"))
    let output = try fixture.run(["--endpos", "current"]).stdout
    #expect(output.contains(#""data":{"id":"9007199254740993","v":"2026-01-02T03:04:05.5Z"}"#))
    #expect(output.contains(#""data":{"id":"2","v":"infinity"}"#))
  }

  @Test func waitingForAServerThatComesLater() throws {
    let cluster = try TestCluster()
    try cluster.psql("CREATE TABLE t (id int PRIMARY KEY, v text)")
    let fixture = try Fixture(cluster, yaml: Fixture.yaml(Self.table))
    cluster.stop()
    #expect(try fixture.run(["--endpos", "current"]).exit == 4)
    let program = try fixture.start(["--endpos", "current", "--wait", "30s"])
    sleep(1)
    try cluster.restart()
    #expect(try program.wait(timeout: 40) == 0, "\(program.stderr)")
  }

  @Test func aSecondSignalEndsAtOnce() throws {
    let cluster = try TestCluster()
    try cluster.psql("CREATE TABLE t (id int PRIMARY KEY, v text)")
    let fixture = try Fixture(cluster, yaml: Fixture.yaml(Self.table))
    let program = try fixture.startStreaming(output: Pipe())
    try cluster.psql("INSERT INTO t SELECT g, repeat('x', 1000) FROM generate_series(1, 20000) g")
    sleep(1)
    program.signal(SIGTERM)
    usleep(300_000)
    #expect(program.isRunning, "the sink is blocked, so the first signal waits for it")
    program.signal(SIGTERM)
    #expect(try program.wait(timeout: 5) == 143)
  }
}
