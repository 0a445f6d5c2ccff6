import Foundation
import Support
import Testing

/// A partitioned table and its partitions together: what is logged, what is sent, and what a new
/// partition lacks.
@Suite struct PartitionIdentityLiveTests {
  private func fixture(_ setup: String, _ table: String, key: String? = "id") throws -> Fixture {
    let cluster = try TestCluster(settings: ["max_slot_wal_keep_size": "20GB"])
    try cluster.psql(setup)
    let stream = Fixture.stream(table, [("id", "Int32"), ("body", "String")])
    return try Fixture(
      cluster,
      yaml: Fixture.yaml(key == nil ? stream.replacing("pk: true", with: "pk: false") : stream))
  }

  private func plan(_ fixture: Fixture) throws -> String {
    try fixture.run(["--dry-run"]).stdout
  }

  @Test func aNewPartitionUnderARootWithFull() throws {
    let fixture = try fixture(
      """
      CREATE TABLE doc (id int PRIMARY KEY, body text) PARTITION BY RANGE (id);
      CREATE TABLE doc_1 PARTITION OF doc FOR VALUES FROM (1) TO (1000);
      ALTER TABLE doc REPLICA IDENTITY FULL; ALTER TABLE doc_1 REPLICA IDENTITY FULL;
      """, "doc")
    #expect(try fixture.doctor().report.ownProblems == [])
    #expect(
      try plan(fixture).contains(
        "delete    the old key; before: the old row without what is NULL in it\n"))
    try fixture.cluster.psql(
      "CREATE TABLE doc_2 PARTITION OF doc FOR VALUES FROM (1000) TO (2000)")
    let finding = try #require(try fixture.doctor().report.problem("partition-identity"))
    #expect(finding.subject == "public.doc_2")
    #expect(finding.why.contains("before contains only the old id"))
    #expect(
      try plan(fixture).contains(
        "before: the old row without what is NULL in it or the old id, by partition"))
    try fixture.cluster.psql(finding.remedies[0].text)
    #expect(try fixture.doctor().report.ownProblems == [])
    // Large: FULL has a price. What is advised never leaves a partition behind its root.
    try fixture.cluster.psql(
      """
      ALTER TABLE doc_1 ALTER body SET STORAGE EXTERNAL;
      INSERT INTO doc VALUES (1, repeat('x', 9000)); ANALYZE doc_1;
      """)
    let full = try #require(try fixture.doctor().report.problem("replica-identity-full"))
    #expect(
      full.remedies.map(\.text) == [
        #"ALTER TABLE "public"."doc" REPLICA IDENTITY DEFAULT;"#,
        #"ALTER TABLE "public"."doc_1" REPLICA IDENTITY DEFAULT;"#,
        #"ALTER TABLE "public"."doc_2" REPLICA IDENTITY DEFAULT;"#,
      ])
    for remedy in full.remedies { try fixture.cluster.psql(remedy.text) }
    let toast = try #require(try fixture.doctor().report.problem("unchanged-toast"))
    #expect(
      toast.remedies.map(\.text).filter { $0.contains("FULL") } == [
        #"ALTER TABLE "public"."doc_1" REPLICA IDENTITY FULL;"#,
        #"ALTER TABLE "public"."doc_2" REPLICA IDENTITY FULL;"#,
        #"ALTER TABLE "public"."doc" REPLICA IDENTITY FULL;"#,
      ])
    for remedy in toast.remedies where remedy.kind == "sql" {
      try fixture.cluster.psql(remedy.text)
    }
    #expect(try fixture.doctor().report.ownProblems == ["replica-identity-full"])
  }

  @Test func aKeylessRootNeedsFullToo() throws {
    let fixture = try fixture(
      """
      CREATE TABLE log (id int, body text) PARTITION BY RANGE (id);
      CREATE TABLE log_1 PARTITION OF log FOR VALUES FROM (1) TO (1000);
      """, "log", key: nil)
    let outcome = try BlinkBinary.schema.run(
      ["init", "--print", "-d", "host=127.0.0.1 port=\(fixture.cluster.port) user=postgres"],
      directory: fixture.folder.path)
    // Nothing can be streamed yet; the reasons and the statements are printed.
    #expect(outcome.exit == 5)
    let (root, leaf) = (
      #"ALTER TABLE "public"."log" REPLICA IDENTITY FULL;"#,
      #"ALTER TABLE "public"."log_1" REPLICA IDENTITY FULL;"#
    )
    #expect(outcome.stderr.contains("\(root) \(leaf) -- and on each new partition"))
    // The partition alone: its old rows come without their NULLs.
    try fixture.cluster.psql(leaf)
    let half = try #require(try fixture.doctor().report.problem("partition-identity"))
    #expect(half.subject == "public.log" && half.remedies.map(\.text) == [root])
    #expect(try plan(fixture).contains("before: the old row without what is NULL in it"))
    try fixture.cluster.psql(root)
    #expect(try fixture.doctor().report.problem("partition-identity") == nil)
    #expect(
      try plan(fixture).contains(
        "delete    no key; before: the old row without what is NULL in it\n"))
  }

  /// The statements of the page, as it has them.
  private func page() throws -> [String] {
    let text = try String(
      contentsOf: Repository.file("docs/how-to/partitions.md"), encoding: .utf8)
    return text.components(separatedBy: "```sql\n").dropFirst().map {
      $0.components(separatedBy: "  ```")[0]
    }
  }

  @Test func aNewPartitionIsForetold() throws {
    let fixture = try fixture(
      """
      CREATE TABLE log (at date, body text, id int) PARTITION BY RANGE (at);
      CREATE TABLE log_2026 PARTITION OF log FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
      ALTER TABLE log REPLICA IDENTITY FULL; ALTER TABLE log_2026 REPLICA IDENTITY FULL;
      """, "log", key: nil)
    let cluster = fixture.cluster
    let told = try BlinkBinary.schema.run(
      [
        "init", "--no-input", "-d", "host=127.0.0.1 port=\(cluster.port) user=postgres", "new.yaml",
      ], directory: fixture.folder.path)
    #expect(
      told.stderr.contains(
        "a new partition needs a replica identity before its first UPDATE or DELETE, in public.log")
    )
    #expect(
      try fixture.folder.read("new.yaml").contains(
        "| a new partition needs one before its first UPDATE or DELETE"))
    let before = try fixture.doctor().report.problem("new-partitions")
    #expect(before?.subject == "public.log" && before?.remedies.count == 2)
    #expect(try fixture.run(["--endpos", "current"]).exit == 0)
    #expect(try fixture.doctor().report.problem("new-partitions") != nil)

    let (transaction, trigger) = (try page()[0], try page()[1])
    try cluster.psql(transaction)
    let update = "UPDATE log SET body = 'b' WHERE at = '2027-02-03'"
    try cluster.psql("INSERT INTO log VALUES ('2027-02-03', 'a', 1); \(update)")
    // Left alone, the next one takes no UPDATE.
    try cluster.psql(
      "CREATE TABLE log_2028 PARTITION OF log FOR VALUES FROM ('2028-01-01') TO ('2029-01-01')")
    let later = update.replacing("2027", with: "2028")
    try cluster.psql("INSERT INTO log VALUES ('2028-02-03', 'a', 1)")
    #expect(throws: SupportError.self) { try cluster.psql(later) }
    try cluster.psql("DROP TABLE log_2028")
    try cluster.psql(trigger)
    try cluster.psql(
      """
      CREATE TABLE log_2028 PARTITION OF log FOR VALUES FROM ('2028-01-01') TO ('2029-01-01');
      CREATE TABLE log_2029 (LIKE log);
      ALTER TABLE log ATTACH PARTITION log_2029 FOR VALUES FROM ('2029-01-01') TO ('2030-01-01');
      INSERT INTO log VALUES ('2028-02-03', 'a', 1), ('2029-02-03', 'a', 1); \(later);
      \(update.replacing("2027", with: "2029"));
      """)
    #expect(try fixture.doctor().report.problem("partition-identity") == nil)
    // A primary key ends the worry.
    try cluster.psql("ALTER TABLE log ADD PRIMARY KEY (at)")
    #expect(try fixture.doctor().report.problem("new-partitions") == nil)
  }
}
