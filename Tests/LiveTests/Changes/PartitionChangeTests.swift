import Foundation
import Support
import Testing

/// Partitions come and go without events: a run that streams says so.
@Suite struct PartitionChangeTests {
  private static let columns = [("id", "Int32"), ("k", "Int32")]

  private func pipeline(_ source: String = "") throws -> Fixture {
    let cluster = try TestCluster()
    try cluster.psql(
      """
      CREATE TABLE p (id int, k int, PRIMARY KEY (id, k)) PARTITION BY LIST (k);
      CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1);
      CREATE TABLE p2 PARTITION OF p FOR VALUES IN (2);
      CREATE TABLE p3 PARTITION OF p FOR VALUES IN (3);
      INSERT INTO p VALUES (1, 1), (2, 2), (3, 3);
      """)
    let fixture = try Fixture(
      cluster, yaml: Fixture.yaml(Fixture.stream("p", Self.columns, keys: 2), source: source))
    let first = try fixture.run(["--endpos", "current"])
    try #require(first.exit == 0, "\(first.stderr)")
    return fixture
  }

  @Test func whatHappensToPartitionsIsNamed() throws {
    let fixture = try pipeline()
    let pipeline = try fixture.startStreaming(["--catalog-look", "200ms"])
    Thread.sleep(forTimeInterval: 1)
    try fixture.cluster.psql(
      """
      TRUNCATE p1; ALTER TABLE p DETACH PARTITION p2; DROP TABLE p3;
      CREATE TABLE p4 (id int NOT NULL, k int NOT NULL, PRIMARY KEY (id, k));
      INSERT INTO p4 VALUES (4, 4);
      """)
    try fixture.cluster.psql("ALTER TABLE p ATTACH PARTITION p4 FOR VALUES IN (4)")
    try fixture.cluster.psql("CREATE TABLE p5 PARTITION OF p FOR VALUES IN (5)")
    // The table of before the ATTACH had rows, though it is all one transaction.
    try fixture.cluster.psql(
      """
      BEGIN; CREATE TABLE p6 (id int NOT NULL, k int NOT NULL, PRIMARY KEY (id, k));
      INSERT INTO p6 VALUES (6, 6); ALTER TABLE p ATTACH PARTITION p6 FOR VALUES IN (6); COMMIT;
      """)
    let sentences = [
      "warning: partition public.p6 was attached to public.p",
      "warning: partition public.p1 of public.p was truncated or rewritten",
      "warning: partition public.p2 was detached from public.p",
      "warning: partition public.p3 of public.p was dropped",
      "warning: partition public.p4 was attached to public.p",
      "partition public.p5 of public.p was created",
    ]
    let isSaid = eventually(30) { sentences.allSatisfy { pipeline.stderr.contains($0) } }
    #expect(isSaid, "\(pipeline.stderr)")
    #expect(!pipeline.stderr.contains("warning: partition public.p5"))
    pipeline.signal(SIGTERM)
    #expect(try pipeline.wait() == 0, "\(pipeline.stderr)")
    let plan = try fixture.run(["--dry-run"])
    #expect(plan.stdout.contains("ATTACH, DETACH, DROP and TRUNCATE of a partition"))
  }

  @Test(arguments: [
    ("ALTER TABLE p DETACH PARTITION p2", "p2 was detached"),
    ("DROP TABLE p3", "p3 of public.p was dropped"),
  ])
  func aRunThatIsToldToStops(_ statement: String, _ words: String) throws {
    let fixture = try pipeline("    on_partition_change: stop")
    let pipeline = try fixture.startStreaming(["--catalog-look", "200ms"])
    Thread.sleep(forTimeInterval: 1)
    // A truncated partition, or a new one, never stops it.
    try fixture.cluster.psql("TRUNCATE p1; CREATE TABLE p5 PARTITION OF p FOR VALUES IN (5)")
    #expect(eventually(30) { pipeline.stderr.contains("p5 of public.p was created") })
    try fixture.cluster.psql(statement)
    #expect(try pipeline.wait() == 7, "\(pipeline.stderr)")
    #expect(pipeline.stderr.contains(words), "\(pipeline.stderr)")
    let again = try fixture.run(["--endpos", "current"])
    #expect(again.exit == 7 && again.stderr.contains(words), "\(again.stderr)")
    let next = try fixture.run(["--endpos", "current", "--accept-stream-gap", "p"])
    #expect(next.exit == 0, "\(next.stderr)")
    #expect(try fixture.run(["--endpos", "current"]).exit == 0)
  }

  @Test(arguments: ["warn", "stop"])
  func whatHappenedBetweenTwoRunsIsNamed(_ policy: String) throws {
    let fixture = try pipeline("    on_partition_change: \(policy)")
    try fixture.cluster.psql(
      "TRUNCATE p1; ALTER TABLE p DETACH PARTITION p2; CREATE TABLE p5 PARTITION OF p DEFAULT")
    let plan = try fixture.run(["--dry-run"])
    let run = try fixture.run(["--endpos", "current"])
    for outcome in [plan, run] {
      #expect(outcome.exit == (policy == "stop" ? 7 : 0), "\(outcome.stderr)")
      let text = outcome.stdout + outcome.stderr
      #expect(text.contains("partition public.p2 was detached from public.p"), "\(text)")
      #expect(!text.contains("p5"), "\(text)")
    }
    guard policy == "warn" else { return }
    #expect(run.stderr.contains("partition public.p1 of public.p was truncated or rewritten"))
    // Once.
    let next = try fixture.run(["--endpos", "current"])
    #expect(!next.stderr.contains("partition public."), "\(next.stderr)")
  }

  /// A stream of the file that is attached to another one is no stream of its own any more.
  @Test func aStreamThatBecomesAPartition() throws {
    let cluster = try TestCluster()
    try cluster.psql(
      """
      CREATE TABLE p (id int, k int, PRIMARY KEY (id, k)) PARTITION BY LIST (k);
      CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1);
      CREATE TABLE p4 (id int NOT NULL, k int NOT NULL, PRIMARY KEY (id, k));
      INSERT INTO p4 VALUES (4, 4);
      """)
    func yaml(_ names: [String]) -> String {
      Fixture.yaml(
        names.map { Fixture.stream($0, Self.columns, keys: 2) }.joined(separator: "\n"))
    }
    let fixture = try Fixture(cluster, yaml: yaml(["p", "p4"]))
    #expect(try fixture.run(["--endpos", "current"]).exit == 0)
    try cluster.psql(
      "ALTER TABLE p ATTACH PARTITION p4 FOR VALUES IN (4); INSERT INTO p VALUES (5, 4)")
    let refused = try fixture.run(["--endpos", "current"])
    #expect(refused.exit == 2, "\(refused.stderr)")
    #expect(refused.stderr.contains("remove public.p4 from the file"), "\(refused.stderr)")
    #expect(!refused.stderr.contains("ADD TABLE"), "\(refused.stderr)")
    try fixture.folder.write("blink.yaml", yaml(["p"]))
    let next = try fixture.run(["--endpos", "current"])
    #expect(next.exit == 0, "\(next.stderr)")
    #expect(
      next.stdout.contains(#""stream":"p""#) && next.stdout.contains(#""data":{"id":5,"k":4}"#))
  }
}
