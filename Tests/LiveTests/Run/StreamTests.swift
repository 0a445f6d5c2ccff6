import Foundation
import Support
import Testing

/// What the stream delivers, and how runs begin and end.
@Suite struct StreamTests {
  private static let table = Fixture.stream("t", [("id", "Int32"), ("v", "String")])

  @Test func everyKindOfChangeHasItsEvent() throws {
    let cluster = try TestCluster()
    try cluster.psql(
      """
      CREATE TABLE t (id int PRIMARY KEY, v text);
      ALTER TABLE t ALTER v SET STORAGE EXTERNAL;
      INSERT INTO t VALUES (1, repeat('a', 5000)), (2, E'tab\\tnewline\\n"quote"\\\\');
      """)
    let fixture = try Fixture(cluster, yaml: Fixture.yaml(Self.table))
    let program = try fixture.startStreaming()
    try cluster.psql(
      """
      BEGIN; INSERT INTO t VALUES (3, NULL); UPDATE t SET id = 4 WHERE id = 3;
      UPDATE t SET id = id WHERE id = 1; DELETE FROM t WHERE id = 2; TRUNCATE t; COMMIT;
      """)
    #expect(eventually { program.stdout.contains("\"truncate\"") })
    program.signal(SIGTERM)
    #expect(try program.wait() == 0)
    let lines = program.stdout.split(separator: "\n").map(String.init)
    try #require(lines.count == 7)
    #expect(lines[1].hasSuffix(#""key":{"id":2},"data":{"id":2,"v":"tab\tnewline\n\"quote\"\\"}}"#))
    #expect(lines[2].hasSuffix(#""key":{"id":3},"data":{"id":3,"v":null}}"#))
    #expect(lines[3].hasSuffix(#""key":{"id":4},"data":{"id":4,"v":null},"before":{"id":3}}"#))
    #expect(
      lines[4].hasSuffix(#""key":{"id":1},"data":{"id":1},"before":null,"unchanged":["v"]}"#))
    #expect(lines[5].hasSuffix(#""key":{"id":2},"data":null,"before":{"id":2}}"#))
    #expect(lines[6].hasSuffix(#""key":null,"data":null}"#))
    for (number, line) in lines[2...].enumerated() { #expect(line.contains("\"seq\":\(number),")) }
  }

  @Test func replicaIdentityFullFillsBeforeAndUnchangedValues() throws {
    let cluster = try TestCluster()
    try cluster.psql(
      """
      CREATE TABLE t (id int PRIMARY KEY, v text); ALTER TABLE t REPLICA IDENTITY FULL;
      ALTER TABLE t ALTER v SET STORAGE EXTERNAL;
      """)
    let fixture = try Fixture(cluster, yaml: Fixture.yaml(Self.table))
    #expect(try fixture.run(["--endpos", "current"]).exit == 0)
    try cluster.psql(
      "INSERT INTO t VALUES (1, repeat('z', 3000)); UPDATE t SET id = 2; DELETE FROM t")
    let outcome = try fixture.run(["--endpos", "current"])
    let lines = outcome.stdout.split(separator: "\n").map(String.init)
    let value = String(repeating: "z", count: 3000)
    try #require(lines.count == 3, "\(outcome.stderr)")
    #expect(
      lines[1].hasSuffix(
        #""key":{"id":2},"data":{"id":2,"v":"\#(value)"},"before":{"id":1,"v":"\#(value)"}}"#))
    #expect(lines[2].hasSuffix(#""data":null,"before":{"id":2,"v":"\#(value)"}}"#))
  }

  @Test func columnsComeAndGoWhileRunning() throws {
    let cluster = try TestCluster()
    try cluster.psql("CREATE TABLE t (id int PRIMARY KEY, v text)")
    let fixture = try Fixture(cluster, yaml: Fixture.yaml(Self.table))
    let program = try fixture.startStreaming()
    try cluster.psql("ALTER TABLE t ADD w int DEFAULT 5; INSERT INTO t VALUES (1, 'a', 6)")
    try cluster.psql("ALTER TABLE t DROP v; INSERT INTO t VALUES (2, 7)")
    #expect(eventually { program.stdout.contains(#""data":{"id":2}"#) })
    program.signal(SIGTERM)
    #expect(try program.wait() == 0)
    #expect(program.stdout.contains(#""data":{"id":1,"v":"a"}"#))
    #expect(
      program.stderr.components(separatedBy: "the server does not send column v here").count == 2)
  }

  @Test func aLostConnectionIsMadeAgainWithoutLossOrRepetition() throws {
    let cluster = try TestCluster()
    try cluster.psql("CREATE TABLE t (id int PRIMARY KEY, v text)")
    let fixture = try Fixture(cluster, yaml: Fixture.yaml(Self.table))
    let program = try fixture.startStreaming()
    for round in 0..<6 {
      try cluster.psql(
        "INSERT INTO t SELECT \(round * 100) + g, 'x' FROM generate_series(1, 100) g")
      try cluster.psql("SELECT pg_terminate_backend(pid) FROM pg_stat_replication")
      usleep(150_000)
    }
    try cluster.restart(.immediate)
    try cluster.psql("INSERT INTO t VALUES (1000, 'last')")
    #expect(eventually(30) { program.stdout.contains("\"last\"") })
    program.signal(SIGTERM)
    #expect(try program.wait() == 0)
    let output = try Materialised(program.stdout)
    #expect(output.lines(of: "t").count == 601)
    #expect(output.duplicates == 0)
    #expect(output.problems == [])
  }

  @Test func aSlotReplacedWhileTheConnectionWasLostIsAGap() throws {
    let cluster = try TestCluster()
    try cluster.psql("CREATE TABLE t (id int PRIMARY KEY, v text)")
    let fixture = try Fixture(cluster, yaml: Fixture.yaml(Self.table))
    let program = try fixture.startStreaming()
    // Stopped, so that it cannot connect again before the slot is another one.
    program.signal(SIGSTOP)
    try cluster.psql("SELECT pg_terminate_backend(pid) FROM pg_stat_replication")
    #expect(
      try eventually {
        try cluster.psql("SELECT count(*) FROM pg_replication_slots WHERE active") == "0"
      })
    try cluster.psql(
      """
      INSERT INTO t VALUES (1, 'lost'); SELECT pg_drop_replication_slot('s');
      SELECT pg_create_logical_replication_slot('s', 'pgoutput'); INSERT INTO t VALUES (2, 'kept')
      """)
    program.signal(SIGCONT)
    #expect(try program.wait() == 7)
    #expect(program.stderr.contains("advanced or replaced the slot"))
    #expect(!program.stdout.contains("kept"))
  }

  @Test func aServerThatSaysNothingAnyMoreIsLeft() throws {
    let cluster = try TestCluster(settings: ["wal_sender_timeout": "2s"])
    try cluster.psql("CREATE TABLE t (id int PRIMARY KEY, v text)")
    let fixture = try Fixture(cluster, yaml: Fixture.yaml(Self.table))
    let program = try fixture.startStreaming()
    // Silence alone, with a server that answers, is nobody's fault.
    sleep(4)
    #expect(!program.stderr.contains("connection lost"))
    let pid = try #require(Int32(try cluster.psql("SELECT pid FROM pg_stat_replication")))
    #expect(kill(pid, SIGSTOP) == 0)
    let isLeft = eventually { program.stderr.contains("has stopped answering") }
    // Only now it can notice that its client is gone, and leave the slot.
    #expect(kill(pid, SIGCONT) == 0)
    #expect(isLeft)
    try cluster.psql("INSERT INTO t VALUES (1, 'later')")
    #expect(eventually { program.stdout.contains("later") })
    program.signal(SIGTERM)
    #expect(try program.wait() == 0)
  }

  @Test func aTypeThatCannotBeAskedForNowIsAskedForLater() throws {
    let cluster = try TestCluster()
    try cluster.psql(
      """
      CREATE TABLE t (id int PRIMARY KEY, v text); CREATE ROLE cdc LOGIN REPLICATION;
      GRANT SELECT ON t TO cdc; CREATE PUBLICATION s FOR TABLE t; CREATE TYPE mood AS ENUM ('fine')
      """)
    let fixture = try Fixture(cluster, yaml: Fixture.yaml(Self.table))
    let program = try BlinkBinary.run.start(
      [], environment: fixture.environment.merging(["DATABASE_USER": "cdc"]) { $1 },
      directory: fixture.folder.path)
    #expect(
      try eventually {
        try cluster.psql("SELECT count(*) FROM pg_stat_replication WHERE state = 'streaming'")
          == "1"
      })
    func change(_ type: String, _ id: Int) throws {
      try cluster.psql(
        """
        ALTER ROLE cdc CONNECTION LIMIT 0; ALTER TABLE t DROP v;
        ALTER TABLE t ADD v \(type); INSERT INTO t VALUES (\(id), 'fine')
        """)
    }
    try change("mood", 1)
    #expect(eventually { program.stderr.contains("53300") })
    #expect(program.isRunning)
    try cluster.psql("ALTER ROLE cdc CONNECTION LIMIT -1")
    #expect(eventually { program.stdout.contains(#""data":{"id":1,"v":"fine"}"#) })
    // A signal while it cannot be asked for is no failure either.
    try cluster.psql("CREATE DOMAIN spirits AS mood")
    try change("spirits", 2)
    #expect(eventually { program.stderr.components(separatedBy: "53300").count > 3 })
    program.signal(SIGTERM)
    #expect(try program.wait() == 0, "\(program.stderr)")
  }

  @Test func whatCameBeforeAValueThatCannotBeSentIsConfirmed() throws {
    let cluster = try TestCluster()
    try cluster.psql("CREATE TABLE t (id int PRIMARY KEY, v text)")
    let narrow = Fixture.stream("t", [("id", "Int16"), ("v", "String")])
    let fixture = try Fixture(cluster, yaml: Fixture.yaml(narrow))
    #expect(try fixture.run(["--endpos", "current"]).exit == 0)
    try cluster.psql("INSERT INTO t VALUES (1, 'good')")
    try cluster.psql("INSERT INTO t VALUES (2, 'half'), (70000, 'poison')")
    let first = try fixture.run(["--endpos", "current"])
    #expect(first.exit == 9)
    #expect(first.stdout.contains("good") && !first.stdout.contains("half"))
    let again = try fixture.run(["--endpos", "current"])
    #expect(again.exit == 9)
    #expect(again.stdout == "")
    // The transaction itself is not confirmed: with the right type it is all there.
    try fixture.folder.write("blink.yaml", Fixture.yaml(Self.table))
    let mended = try fixture.run(["--endpos", "current"])
    #expect(mended.stdout.contains("half") && mended.stdout.contains("poison"))
  }

  @Test func bytesThatAreNoTextAreExitCode9() throws {
    let cluster = try TestCluster()
    try cluster.psql(
      "CREATE DATABASE a ENCODING 'SQL_ASCII' LC_COLLATE 'C' LC_CTYPE 'C' TEMPLATE template0")
    func psql(_ sql: String) throws { try cluster.psql(sql, database: "a") }
    try psql("CREATE TABLE t (id int PRIMARY KEY, v text); INSERT INTO t VALUES (1, chr(233))")
    let fixture = try Fixture(cluster, yaml: Fixture.yaml(Self.table))
    let environment = fixture.environment.merging(["DATABASE_NAME": "a"]) { $1 }
    func run() throws -> Program.Outcome {
      try BlinkBinary.run.run(
        ["--endpos", "current"], environment: environment, directory: fixture.folder.path)
    }
    let snapshot = try run()
    #expect(snapshot.exit == 9)
    #expect(snapshot.stderr.contains("a text of t.v (1 byte) is not valid UTF-8"))
    #expect(snapshot.stderr.contains("warning: server-encoding"))
    try psql("UPDATE t SET v = 'good'")
    #expect(try run().exit == 0)
    try psql("INSERT INTO t VALUES (2, chr(233))")
    let stream = try run()
    #expect(stream.exit == 9, "\(stream.stderr)")
    #expect(stream.stderr.contains("at:  transaction at LSN"))
    #expect(stream.stdout == "")
  }

  @Test func withoutSnapshotTheStreamBeginsAtTheSlot() throws {
    let cluster = try TestCluster()
    try cluster.psql("CREATE TABLE t (id int PRIMARY KEY, v text); INSERT INTO t VALUES (1, 'old')")
    let yaml = Fixture.yaml(Self.table).replacingOccurrences(
      of: "stream_snapshot: true", with: "stream_snapshot: false")
    let fixture = try Fixture(cluster, yaml: yaml)
    #expect(try fixture.run(["--endpos", "current"]).stdout == "")
    try cluster.psql("INSERT INTO t VALUES (2, 'new')")
    let outcome = try fixture.run(["--endpos", "current"])
    #expect(outcome.stdout.contains(#""data":{"id":2,"v":"new"}"#))
    #expect(!outcome.stdout.contains("old"))
  }

  @Test func aGeneratedSlotNameSurvivesARestart() throws {
    let cluster = try TestCluster()
    try cluster.psql("CREATE TABLE t (id int PRIMARY KEY, v text)")
    let fixture = try Fixture(cluster, yaml: Fixture.yaml(Self.table, slot: nil))
    let first = try fixture.run(["--endpos", "current"])
    #expect(first.exit == 0, "\(first.stderr)")
    let name = try cluster.psql("SELECT slot_name FROM pg_replication_slots")
    #expect(name.hasPrefix("blink_"))
    #expect(first.stderr.contains(name))
    try cluster.psql("INSERT INTO t VALUES (1, 'a')")
    #expect(try fixture.run(["--endpos", "current"]).stdout.contains("\"insert\""))
    #expect(try cluster.psql("SELECT slot_name FROM pg_replication_slots") == name)
  }

  @Test func twoSchemasAndTheSourceLayout() throws {
    let cluster = try TestCluster()
    try cluster.psql(
      """
      CREATE SCHEMA "a.b"; CREATE TABLE "a.b".t (id int PRIMARY KEY, v text);
      CREATE TABLE t (id int PRIMARY KEY, v text);
      INSERT INTO t VALUES (1, 'public'); INSERT INTO "a.b".t VALUES (1, 'other');
      """)
    let streams =
      Self.table + "\n" + Fixture.stream("'\"a.b\".t'", [("id", "Int32"), ("v", "String")])
    var yaml = Fixture.yaml(streams)
    yaml = yaml.replacingOccurrences(
      of: "service:\n  pipeline_id: 1\n  stream_schema:\n\(streams)\n", with: ""
    )
    .replacingOccurrences(of: "source:\n", with: "source:\n  stream_schema:\n\(streams)\n")
    let fixture = try Fixture(cluster, yaml: yaml)
    let outcome = try fixture.run(["--endpos", "current"])
    #expect(outcome.exit == 0, "\(outcome.stderr)")
    #expect(outcome.stdout.contains(#""stream":"t","schema":"public","table":"t""#))
    #expect(outcome.stdout.contains(#""stream":"\"a.b\".t","schema":"a.b","table":"t""#))
  }

  @Test func aValueThatDoesNotFitFollowsThePolicy() throws {
    let cluster = try TestCluster()
    try cluster.psql(
      "CREATE TABLE t (id bigint PRIMARY KEY, n numeric); INSERT INTO t VALUES (1, 1.5)")
    let streams = Fixture.stream("t", [("id", "Int64"), ("n", "Int32")])
    for (policy, expected) in [("null", "\"n\":null"), ("string", "\"n\":\"1.5\"")] {
      let fixture = try Fixture(
        cluster,
        yaml: Fixture.yaml(streams, slot: "s_\(policy)", source: "    on_overflow: \(policy)"))
      #expect(try fixture.run(["--endpos", "current"]).stdout.contains(expected))
    }
    let fixture = try Fixture(cluster, yaml: Fixture.yaml(streams, slot: "s_error"))
    let outcome = try fixture.run(["--endpos", "current"])
    #expect(outcome.exit == 9)
    #expect(outcome.stdout == "")
    #expect(outcome.stderr.contains("t.n"))
  }

  @Test func aConsumerThatGoesAwayIsExitCode8() throws {
    let cluster = try TestCluster()
    try cluster.psql("CREATE TABLE t (id int PRIMARY KEY, v text)")
    let fixture = try Fixture(cluster, yaml: Fixture.yaml(Self.table))
    let pipe = Pipe()
    let program = try fixture.startStreaming(output: pipe)
    try pipe.fileHandleForReading.close()
    try cluster.psql("INSERT INTO t VALUES (1, 'a')")
    #expect(try program.wait(timeout: 20) == 8)
    #expect(try fixture.run(["--endpos", "current"]).stdout.contains("\"insert\""))
  }
}
