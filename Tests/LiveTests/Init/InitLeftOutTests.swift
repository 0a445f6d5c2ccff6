import Foundation
import Support
import Testing

/// Comments about tables that are left out: a line a root, counts by reason, kept up to date.
@Suite struct InitLeftOutTests {
  private func run(
    _ cluster: TestCluster, _ folder: TemporaryDirectory, _ arguments: [String] = []
  ) throws -> Program.Outcome {
    let outcome = try BlinkBinary.schema.run(
      ["init", "--no-input", "-d", "host=127.0.0.1 port=\(cluster.port) user=postgres"] + arguments,
      directory: folder.path)
    #expect(outcome.exit == 0, "\(outcome.stderr)")
    return outcome
  }

  private func comments(_ folder: TemporaryDirectory) throws -> [String] {
    try folder.read("blink.yaml").components(separatedBy: "\n")
      .filter { $0.contains("# left out: ") }.map { $0.replacing("    # left out: ", with: "") }
  }

  @Test func theyFollowTheDatabase() throws {
    let cluster = try TestCluster()
    try cluster.psql(
      """
      CREATE TABLE t (id int PRIMARY KEY);
      CREATE TABLE p (id int PRIMARY KEY) PARTITION BY RANGE (id);
      CREATE TABLE p1 PARTITION OF p FOR VALUES FROM (0) TO (10);
      CREATE TABLE p2 PARTITION OF p FOR VALUES FROM (10) TO (20);
      CREATE VIEW gone AS SELECT 1; CREATE VIEW kept AS SELECT 1;
      """)
    let folder = try TemporaryDirectory()
    let first = try run(cluster, folder)
    #expect(first.stderr.contains("2 streams, 4 left out (2 partitions, 2 views)"))
    #expect(
      try comments(folder) == [
        "public.gone: a view has no changes of its own",
        "public.kept: a view has no changes of its own",
        "the partitions of public.p, which is streamed as a whole",
      ])
    #expect(try run(cluster, folder).stderr.contains("blink.yaml is up to date"))
    try cluster.psql(
      """
      DROP VIEW gone; CREATE UNLOGGED TABLE quick (id int PRIMARY KEY);
      CREATE TABLE p3 PARTITION OF p FOR VALUES FROM (20) TO (30); CREATE TABLE aa (id int);
      """)
    let second = try run(cluster, folder)
    #expect(second.stderr.contains("wrote"), "\(second.stderr)")
    let now = [
      "public.kept: a view has no changes of its own",
      "the partitions of public.p, which is streamed as a whole",
      "public.quick: unlogged: its changes never reach the WAL",
    ]
    #expect(try comments(folder) == now)
    #expect(try run(cluster, folder).stderr.contains("blink.yaml is up to date"))
    // Their user does not want them: they stay away, and everything else goes on.
    let bare = try folder.read("blink.yaml").components(separatedBy: "\n")
      .filter { !$0.contains("# left out: ") }.joined(separator: "\n")
    try folder.write("blink.yaml", bare)
    try cluster.psql("CREATE VIEW more AS SELECT 1; DROP TABLE t; CREATE TABLE z (id int)")
    _ = try run(cluster, folder)
    #expect(try comments(folder) == [])
  }

  @Test func aFileOfAnEarlierVersionIsBroughtUpToDate() throws {
    let cluster = try TestCluster()
    try cluster.psql(
      """
      CREATE TABLE p (id int PRIMARY KEY) PARTITION BY RANGE (id);
      CREATE TABLE p1 PARTITION OF p FOR VALUES FROM (0) TO (10);
      CREATE TABLE p2 PARTITION OF p FOR VALUES FROM (10) TO (20);
      """)
    let folder = try TemporaryDirectory()
    _ = try run(cluster, folder)
    let whole = "a partition of public.p, which is streamed as a whole"
    let old = ["public.p1: \(whole)", "public.p2: \(whole)"].map { "    # left out: \($0)" }
    try folder.write(
      "blink.yaml",
      try folder.read("blink.yaml").replacing(
        "    # left out: the partitions of public.p, which is streamed as a whole",
        with: old.joined(separator: "\n")))
    let lock = try folder.read(".blink/blink.lock.json")
    let start = try #require(lock.range(of: "  \"leftOut\""))
    let end = try #require(lock.range(of: "],\n", range: start.lowerBound..<lock.endIndex))
    try folder.write(
      ".blink/blink.lock.json",
      lock.replacingCharacters(in: start.lowerBound..<end.upperBound, with: ""))
    _ = try run(cluster, folder)
    #expect(try comments(folder) == ["the partitions of public.p, which is streamed as a whole"])
  }
}
