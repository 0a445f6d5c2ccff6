import Foundation
import Support
import Testing

/// What may happen to a table, or to the sessions, while a first snapshot is taken.
@Suite struct SnapshotChangeTests {
  private static func yaml(_ tables: [String]) -> String {
    Fixture.yaml(
      tables.map { Fixture.stream($0, [("id", "Int32"), ("v", "String")]) }
        .joined(separator: "\n"), source: "    snapshot_workers: 1")
  }

  /// A large table, whose copy waits for a reader, and one that waits for its turn.
  private func cluster() throws -> TestCluster {
    let cluster = try TestCluster()
    try cluster.psql(
      """
      CREATE TABLE a_big (id int PRIMARY KEY, v text); ALTER TABLE a_big ALTER v SET STORAGE PLAIN;
      INSERT INTO a_big SELECT g, repeat('x', 400) FROM generate_series(1, 30000) g;
      CREATE TABLE b (id int PRIMARY KEY, v text);
      INSERT INTO b SELECT g, g FROM generate_series(1, 1000) g;
      """)
    return cluster
  }

  private func snapshot(
    of cluster: TestCluster, _ tables: [String] = ["a_big", "b"],
    while change: (TestCluster) throws -> Void
  ) throws -> (text: String, stderr: String) {
    let fixture = try Fixture(cluster, yaml: Self.yaml(tables))
    let pipe = Pipe()
    let program = try fixture.start(["--endpos", "current"], output: pipe)
    #expect(
      eventually(30) {
        (try? cluster.psql("SELECT count(*) FROM pg_stat_activity WHERE query LIKE 'COPY%a_big%'"))
          == "1"
      })
    try change(cluster)
    let reader = PipeReader(pipe, keeping: true)
    #expect(try program.wait() == 0, "\(program.stderr)")
    return (reader.text, program.stderr)
  }

  @Test(arguments: [
    "ALTER TABLE b ALTER v TYPE bigint USING v::bigint",
    "BEGIN; ALTER TABLE b RENAME TO b_old; CREATE TABLE b (LIKE b_old INCLUDING ALL); INSERT INTO b SELECT * FROM b_old; COMMIT",
  ]) func aTableThatIsRewrittenBeforeItsTurn(_ change: String) throws {
    let cluster = try cluster()
    let (text, stderr) = try snapshot(of: cluster) { try $0.psql(change) }
    #expect(stderr.contains("b was rewritten, truncated or replaced"), "\(stderr)")
    #expect(stderr.contains("snapshot: b copied, 1000 rows"), "\(stderr)")
    #expect(text.components(separatedBy: "\"stream\":\"b\"").count == 1001)
  }

  @Test(arguments: [["a_big", "b"], ["b", "a_big"]])
  func aTableIsLockedOnlyWhileItIsCopied(_ tables: [String]) throws {
    let cluster = try cluster()
    // Neither before its turn nor after it anything keeps the application from b.
    let (_, stderr) = try snapshot(of: cluster, tables) { cluster in
      try cluster.psql("BEGIN; LOCK TABLE b IN ACCESS EXCLUSIVE MODE NOWAIT; COMMIT")
    }
    #expect(!stderr.contains("trying again"), "\(stderr)")
  }

  @Test func timeoutsOfTheDatabaseDoNotEndASnapshot() throws {
    let cluster = try cluster()
    let version = Int(try cluster.psql("SHOW server_version_num")) ?? 0
    var settings = ["idle_in_transaction_session_timeout", "statement_timeout", "lock_timeout"]
    if version >= 140_000 { settings.append("idle_session_timeout") }
    if version >= 170_000 { settings.append("transaction_timeout") }
    for setting in settings { try cluster.psql("ALTER DATABASE postgres SET \(setting) = '1s'") }
    let (_, stderr) = try snapshot(of: cluster) { _ in sleep(3) }
    #expect(!stderr.contains("trying again"), "\(stderr)")
    #expect(stderr.contains("snapshot: a_big copied, 30000 rows"), "\(stderr)")
  }
}
