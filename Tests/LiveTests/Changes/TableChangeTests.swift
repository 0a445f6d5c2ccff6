import Foundation
import Support
import Testing

/// Tables that change hands under a pipeline: their names go on, the tables do not.
@Suite struct TableChangeTests {
  private static let columns = [("id", "Int32"), ("a", "String"), ("b", "Int32")]

  /// A cluster with `t`, and a pipeline whose snapshot is taken.
  private func pipeline(
    before: String = "", streams: [String] = ["t"]
  ) throws -> (cluster: TestCluster, fixture: Fixture) {
    let cluster = try TestCluster()
    for name in streams {
      try cluster.psql(
        """
        CREATE TABLE \(name) (id int PRIMARY KEY, a text, b int DEFAULT 5);
        INSERT INTO \(name) VALUES (1, 'x');
        """)
    }
    if !before.isEmpty { try cluster.psql(before) }
    let yaml = Fixture.yaml(
      streams.map { Fixture.stream($0, Self.columns) }.joined(separator: "\n"))
    let fixture = try Fixture(cluster, yaml: yaml)
    let outcome = try fixture.run(["--endpos", "current"])
    try #require(outcome.exit == 0, "\(outcome.stderr)")
    return (cluster, fixture)
  }

  /// Both the dry run and doctor say what the run says, and nothing moves the slot.
  private func expectGap(_ fixture: Fixture, _ id: String) throws {
    let before = try fixture.cluster.psql("SELECT confirmed_flush_lsn FROM pg_replication_slots")
    let run = try fixture.run(["--endpos", "current"])
    #expect(run.exit == 7, "\(run.stderr)")
    #expect(run.stderr.contains("error: \(id): "), "\(run.stderr)")
    #expect(run.stderr.contains("--accept-stream-gap"), "\(run.stderr)")
    #expect(run.stdout.isEmpty)
    #expect(try fixture.run(["--dry-run"]).exit == 7)
    let doctor = try BlinkBinary.schema.run(
      ["doctor"], environment: fixture.environment, directory: fixture.folder.path)
    #expect(doctor.exit == 7, "\(doctor.stdout)\(doctor.stderr)")
    #expect(
      try fixture.cluster.psql("SELECT confirmed_flush_lsn FROM pg_replication_slots") == before)
  }

  private func rows(_ text: String) -> [String] {
    text.split(separator: "\n").compactMap { line in
      let event = try? JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
      let data = event?["data"] as? [String: Any]
      guard let kind = event?["event"] as? String, let id = data?["id"] as? Int else { return nil }
      return "\(kind) \(id)"
    }
  }

  @Test func droppedAndCreatedAgain() throws {
    let (cluster, fixture) = try pipeline()
    try cluster.psql(
      """
      INSERT INTO t VALUES (2, 'two'); DROP TABLE t;
      CREATE TABLE t (id int PRIMARY KEY, a text, b int DEFAULT 5);
      INSERT INTO t VALUES (3, 'three');
      """)
    try expectGap(fixture, "stream-replaced")
    // What the publication check prints does not make the gap forgotten.
    try cluster.psql("ALTER PUBLICATION s ADD TABLE ONLY t; INSERT INTO t VALUES (4, 'four')")
    try expectGap(fixture, "stream-replaced")
    let accepted = try fixture.run(["--endpos", "current", "--accept-stream-gap", "t"])
    #expect(accepted.exit == 0, "\(accepted.stderr)")
    #expect(rows(accepted.stdout) == ["insert 2", "insert 4"])
    // The new table is the stream's now.
    try cluster.psql("INSERT INTO t VALUES (5, 'five')")
    let next = try fixture.run(["--endpos", "current"])
    #expect(next.exit == 0, "\(next.stderr)")
    #expect(rows(next.stdout) == ["insert 5"])
  }

  @Test func takenOutOfThePublicationAndAddedAgain() throws {
    let (cluster, fixture) = try pipeline()
    try cluster.psql("ALTER PUBLICATION s DROP TABLE t; INSERT INTO t VALUES (2, 'two')")
    try cluster.psql("ALTER PUBLICATION s ADD TABLE t; INSERT INTO t VALUES (3, 'three')")
    try expectGap(fixture, "stream-readmitted")
    let accepted = try fixture.run(["--endpos", "current", "--accept-stream-gap", "t"])
    #expect(accepted.exit == 0, "\(accepted.stderr)")
    #expect(rows(accepted.stdout) == ["insert 3"])
  }

  @Test func narrowedAndWidenedAgain() throws {
    let (cluster, fixture) = try pipeline()
    try cluster.psql("ALTER PUBLICATION s SET (publish = 'insert'); UPDATE t SET a = 'lost'")
    try cluster.psql("ALTER PUBLICATION s SET (publish = 'insert, update, delete, truncate')")
    try expectGap(fixture, "publication-altered")
    let accepted = try fixture.run(["--endpos", "current", "--accept-stream-gap", "*"])
    #expect(accepted.exit == 0, "\(accepted.stderr)")
  }

  @Test func aSwapOfTwoStreams() throws {
    let (cluster, fixture) = try pipeline(streams: ["t", "u"])
    try cluster.psql(
      """
      ALTER TABLE t RENAME TO x; ALTER TABLE u RENAME TO t; ALTER TABLE x RENAME TO u;
      INSERT INTO t VALUES (7, 'u');
      """)
    try expectGap(fixture, "stream-replaced")
  }

  @Test func aSwapWhileItRuns() throws {
    let (cluster, fixture) = try pipeline(streams: ["t", "u"])
    let program = try fixture.startStreaming(["--catalog-look", "200ms"])
    try cluster.psql("INSERT INTO t VALUES (2, 'before')")
    try cluster.psql(
      """
      BEGIN; ALTER TABLE t RENAME TO x; ALTER TABLE u RENAME TO t; ALTER TABLE x RENAME TO u;
      COMMIT; INSERT INTO t VALUES (7, 'u');
      """)
    #expect(try program.wait() == 7, "\(program.stderr)")
    #expect(rows(program.stdout) == ["insert 2"])
    try expectGap(fixture, "stream-replaced")
  }

  @Test func blueGreenOfAPublicationForAllTables() throws {
    let (cluster, fixture) = try pipeline(before: "CREATE PUBLICATION s FOR ALL TABLES")
    let program = try fixture.startStreaming(["--catalog-look", "200ms"])
    try cluster.psql(
      """
      CREATE TABLE t_new (LIKE t INCLUDING ALL); INSERT INTO t_new VALUES (11, 'new');
      INSERT INTO t VALUES (5, 'before');
      BEGIN; ALTER TABLE t RENAME TO t_old; ALTER TABLE t_new RENAME TO t; COMMIT;
      INSERT INTO t VALUES (6, 'six');
      """)
    #expect(try program.wait() == 7, "\(program.stderr)")
    #expect(program.stderr.contains("error: stream-replaced: public.t is another table now"))
    #expect(rows(program.stdout) == ["insert 5"])
  }

  @Test func aReplacementThatSendsNothingIsSeenByTheLook() throws {
    let (cluster, fixture) = try pipeline()
    let program = try fixture.startStreaming(["--catalog-look", "200ms"])
    try cluster.psql(
      """
      INSERT INTO t VALUES (2, 'two');
      CREATE TABLE t_new (LIKE t INCLUDING ALL);
      BEGIN; ALTER TABLE t RENAME TO t_old; ALTER TABLE t_new RENAME TO t; COMMIT;
      INSERT INTO t VALUES (9, 'lost');
      """)
    #expect(try program.wait() == 7, "\(program.stderr)")
    #expect(rows(program.stdout) == ["insert 2"])
    #expect(program.stderr.contains("at:  between LSN"))
    try expectGap(fixture, "stream-replaced")
  }

  @Test func leavingThePublicationIsSeenByTheLook() throws {
    let (cluster, fixture) = try pipeline()
    let program = try fixture.startStreaming(["--catalog-look", "200ms"])
    try cluster.psql("INSERT INTO t VALUES (2, 'two'); ALTER PUBLICATION s DROP TABLE t")
    #expect(try program.wait() == 7, "\(program.stderr)")
    #expect(program.stderr.contains("error: stream-unpublished: public.t is no longer in"))
    #expect(rows(program.stdout) == ["insert 2"])
  }

  @Test func aLookThatFailsIsReportedOnceAndTakenAgain() throws {
    let (cluster, fixture) = try pipeline()
    let program = try fixture.startStreaming(["--catalog-look", "200ms"])
    let sessions =
      "FROM pg_stat_activity WHERE application_name = 'blink-run' AND backend_type = 'client backend'"
    #expect(
      try eventually {
        try cluster.psql("SELECT count(*) \(sessions)", database: "template1") == "1"
      })
    try cluster.psql("ALTER DATABASE postgres ALLOW_CONNECTIONS false", database: "template1")
    try cluster.psql("SELECT pg_terminate_backend(pid) \(sessions)", database: "template1")
    let words = "the catalog cannot be looked at"
    #expect(eventually { program.stderr.contains(words) }, "\(program.stderr)")
    sleep(1)
    #expect(program.isRunning)
    #expect(program.stderr.components(separatedBy: words).count == 2, "\(program.stderr)")
    try cluster.psql("ALTER DATABASE postgres ALLOW_CONNECTIONS true", database: "template1")
    try cluster.psql("INSERT INTO t VALUES (2, 'two'); ALTER PUBLICATION s DROP TABLE t")
    #expect(try program.wait() == 7, "\(program.stderr)")
    #expect(rows(program.stdout) == ["insert 2"])
  }

  @Test func aRenamedTableIsStreamedUnderTheFilesName() throws {
    let (cluster, fixture) = try pipeline()
    let program = try fixture.startStreaming(["--catalog-look", "200ms"])
    try cluster.psql(
      "ALTER TABLE t RENAME TO t2; UPDATE t2 SET a = 'kept' WHERE id = 1; INSERT INTO t2 VALUES (3)"
    )
    #expect(eventually { rows(program.stdout) == ["update 1", "insert 3"] }, "\(program.stdout)")
    try cluster.psql("CREATE SCHEMA s2; ALTER TABLE t2 SET SCHEMA s2; INSERT INTO s2.t2 VALUES (4)")
    #expect(eventually { rows(program.stdout).last == "insert 4" })
    #expect(eventually { program.stderr.contains("run blink-schema init to follow the rename") })
    program.signal(SIGTERM)
    #expect(try program.wait() == 0)
    #expect(!program.stdout.contains("\"table\":\"t2\""))
    // The file follows: the same stream, not an added one.
    try fixture.folder.write(
      "blink.yaml",
      try fixture.folder.read("blink.yaml").replacing("stream: t", with: "stream: s2.t2"))
    try cluster.psql("INSERT INTO s2.t2 VALUES (5)")
    let next = try fixture.run(["--endpos", "current"])
    #expect(next.exit == 0, "\(next.stderr)")
    #expect(rows(next.stdout) == ["insert 5"])
  }

  /// Until the file follows, the stream goes on under the file's names.
  @Test func renamesAndDropsWhileItIsDown() throws {
    let (cluster, fixture) = try pipeline()
    try cluster.psql(
      """
      INSERT INTO t VALUES (2, 'two'); CREATE SCHEMA s2; ALTER TABLE t SET SCHEMA s2;
      ALTER TABLE s2.t RENAME TO t2; ALTER TABLE s2.t2 RENAME a TO a2; ALTER TABLE s2.t2 DROP b;
      INSERT INTO s2.t2 VALUES (3, 'three');
      """)
    let plan = try fixture.run(["--dry-run"])
    #expect(plan.exit == 0, "\(plan.stderr)")
    for id in [4, 5] {
      let next = try fixture.run(["--endpos", "current"])
      #expect(next.exit == 0, "\(next.stderr)")
      #expect(next.stderr.contains("public.t is now s2.t2"), "\(next.stderr)")
      #expect(next.stderr.contains("column a of public.t is now a2"), "\(next.stderr)")
      #expect(next.stderr.contains("column b of public.t was dropped"), "\(next.stderr)")
      if id == 4 {
        #expect(next.stdout.contains(#""data":{"id":2,"a":"two","b":5}"#), "\(next.stdout)")
        #expect(next.stdout.contains(#""table":"t""#))
        #expect(next.stdout.contains(#""data":{"id":3,"a":"three"}"#), "\(next.stdout)")
      } else {
        #expect(next.stdout.contains(#""data":{"id":4,"a":"more"}"#), "\(next.stdout)")
      }
      try cluster.psql("INSERT INTO s2.t2 VALUES (\(id), 'more')")
    }
    #expect(try fixture.doctor().report.exit == 0)
    // What is copied has the names of now.
    let refused = try fixture.run(["--resnapshot-stream", "t"])
    #expect(refused.exit == 2, "\(refused.stderr)")
    #expect(refused.stderr.contains("blink-schema init follows the names"), "\(refused.stderr)")
    #expect(try cluster.psql("SELECT count(*) FROM pg_publication_rel") == "1")
  }

  @Test func aRenameWhileItIsDownThatTheFileFollows() throws {
    let (cluster, fixture) = try pipeline()
    try cluster.psql(
      "INSERT INTO t VALUES (2); ALTER TABLE t RENAME TO t2; INSERT INTO t2 VALUES (3)")
    try fixture.folder.write(
      "blink.yaml",
      try fixture.folder.read("blink.yaml").replacing("stream: t", with: "stream: t2"))
    let next = try fixture.run(["--endpos", "current"])
    #expect(next.exit == 0, "\(next.stderr)")
    #expect(rows(next.stdout) == ["insert 2", "insert 3"])
    #expect(next.stdout.components(separatedBy: "\"stream\":\"t2\"").count == 3)
  }

  @Test func aTableThatWasElsewhereForAWhile() throws {
    let (cluster, fixture) = try pipeline()
    try cluster.psql(
      """
      CREATE SCHEMA s2; ALTER TABLE t SET SCHEMA s2; INSERT INTO s2.t VALUES (3, 'during');
      ALTER TABLE s2.t SET SCHEMA public; INSERT INTO t VALUES (4, 'after');
      """)
    let next = try fixture.run(["--endpos", "current"])
    #expect(next.exit == 0, "\(next.stderr)")
    #expect(rows(next.stdout) == ["insert 3", "insert 4"])
    #expect(next.stdout.components(separatedBy: #""schema":"public""#).count == 3)
  }

  @Test func aStateOfVersionOneIsCompleted() throws {
    let (cluster, fixture) = try pipeline()
    let path = ".blink/state/s.json"
    var state = try #require(
      try JSONSerialization.jsonObject(with: Data(try fixture.folder.read(path).utf8))
        as? [String: Any])
    #expect(state["version"] as? Int == 2)
    for key in ["tracked", "publication_row", "looked"] { state[key] = nil }
    state["version"] = 1
    try fixture.folder.write(
      path, String(decoding: try JSONSerialization.data(withJSONObject: state), as: UTF8.self))
    #expect(try fixture.run(["--endpos", "current"]).exit == 0)
    try cluster.psql("DROP TABLE t; CREATE TABLE t (id int PRIMARY KEY, a text, b int)")
    try expectGap(fixture, "stream-replaced")
  }
}
