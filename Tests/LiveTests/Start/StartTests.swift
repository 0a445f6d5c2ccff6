import Foundation
import Support
import Testing

/// How a run decides to begin, and what it refuses.
@Suite struct StartTests {
  private static let table = Fixture.stream("t", [("id", "Int32"), ("v", "String")])

  private func prepared(_ yaml: String? = nil) throws -> Fixture {
    let cluster = try TestCluster()
    try cluster.psql("CREATE TABLE t (id int PRIMARY KEY, v text); INSERT INTO t VALUES (1, 'a')")
    return try Fixture(cluster, yaml: yaml ?? Fixture.yaml(Self.table))
  }

  @Test func aSlotWithoutAFinishedSnapshotIsNeverStreamedSilently() throws {
    let fixture = try prepared()
    try fixture.cluster.psql(
      """
      CREATE PUBLICATION s FOR TABLE t;
      SELECT pg_create_logical_replication_slot('s', 'pgoutput'); INSERT INTO t VALUES (2, 'b')
      """)
    let refused = try fixture.run(["--endpos", "current"])
    #expect(refused.exit == 7)
    #expect(refused.stdout == "")
    #expect(refused.stderr.contains("--adopt-slot s"))
    #expect(refused.stderr.contains("--resnapshot s"))
    #expect(try fixture.run(["--adopt-slot", "other"]).exit == 64)
    let adopted = try fixture.run(["--endpos", "current", "--adopt-slot", "s"])
    #expect(adopted.exit == 0)
    #expect(adopted.stdout.contains("\"insert\""))
    #expect(!adopted.stdout.contains("\"snapshot\""))
    let again = try fixture.run(["--endpos", "current", "--resnapshot", "s"])
    #expect(again.exit == 0)
    #expect(again.stdout.components(separatedBy: "\"snapshot\"").count == 3)
  }

  @Test func gapsStopTheRun() throws {
    let fixture = try prepared()
    #expect(try fixture.run(["--endpos", "current"]).exit == 0)
    try fixture.cluster.psql(
      "INSERT INTO t VALUES (2, 'lost'); SELECT pg_replication_slot_advance('s', pg_current_wal_lsn())"
    )
    let advanced = try fixture.run(["--endpos", "current"])
    #expect(advanced.exit == 7)
    #expect(advanced.stderr.contains("--accept-gap"))
    let position = try fixture.cluster.psql("SELECT confirmed_flush_lsn FROM pg_replication_slots")
    #expect(try fixture.run(["--endpos", "current", "--accept-gap", position]).exit == 0)
    try fixture.cluster.psql("SELECT pg_drop_replication_slot('s')")
    let gone = try fixture.run(["--endpos", "current"])
    #expect(gone.exit == 7)
    #expect(gone.stderr.contains("is gone"))
  }

  @Test func anotherServerIsAGap() throws {
    let fixture = try prepared()
    #expect(try fixture.run(["--endpos", "current"]).exit == 0)
    let other = try TestCluster()
    try other.psql("CREATE TABLE t (id int PRIMARY KEY, v text)")
    let outcome = try BlinkBinary.run.run(
      ["--endpos", "current"],
      environment: fixture.environment.merging(["DATABASE_PORT": "\(other.port)"]) { $1 },
      directory: fixture.folder.path)
    #expect(outcome.exit == 7)
    #expect(outcome.stderr.contains("--adopt-system"))
  }

  private static let two = table + "\n" + Fixture.stream("u", [("id", "Int32")])

  @Test func aStreamAddedLaterIsCopiedAloneAndASnapshotKeepsTheFilter() throws {
    let fixture = try prepared()
    let cluster = fixture.cluster
    #expect(try fixture.run(["--endpos", "current"]).exit == 0)
    try cluster.psql("CREATE TABLE u (id int PRIMARY KEY); INSERT INTO u VALUES (1)")
    try fixture.folder.write("blink.yaml", Fixture.yaml(Self.two))
    let added = try fixture.run(["--endpos", "current"])
    #expect(added.exit == 0, "\(added.stderr)")
    #expect(added.stdout.contains("\"stream\":\"u\""))
    #expect(!added.stdout.contains("\"stream\":\"t\""))
    // Ours, so it is changed; the row filter that somebody gave it stays.
    try cluster.psql("ALTER PUBLICATION s SET TABLE t WHERE (id > 0)")
    for columns in ["id, v", "id"] {
      let again = try fixture.run(["--endpos", "current", "--resnapshot", "s"])
      #expect(again.exit == 0, "\(again.stderr)")
      #expect(again.stdout.contains("\"stream\":\"u\""))
      #expect(
        try cluster.psql(
          "SELECT tablename, rowfilter FROM pg_publication_tables WHERE pubname = 's' ORDER BY 1")
          == "t|(id > 0)\nu|")
      // And again: the state still knows that it is ours.
      try cluster.psql("ALTER PUBLICATION s SET TABLE t (\(columns)) WHERE (id > 0)")
    }
  }

  @Test func aPublicationOfOthersIsNotChanged() throws {
    let fixture = try prepared()
    try fixture.cluster.psql(
      "CREATE TABLE u (id int PRIMARY KEY); CREATE PUBLICATION s FOR TABLE t")
    #expect(try fixture.run(["--endpos", "current"]).exit == 0)
    try fixture.folder.write("blink.yaml", Fixture.yaml(Self.two))
    let outcome = try fixture.run(["--endpos", "current", "--resnapshot", "s"])
    #expect(outcome.exit == 2)
    #expect(outcome.stderr.contains(#"ALTER PUBLICATION "s" ADD TABLE ONLY "public"."u";"#))
    #expect(try fixture.cluster.psql("SELECT count(*) FROM pg_replication_slots") == "1")
  }

  @Test func thePreflightSpeaksWithDoctorsIds() throws {
    let fixture = try prepared()
    try fixture.cluster.psql("CREATE VIEW w AS SELECT * FROM t")
    for (stream, column, id) in [
      ("T", "id", "table-exists"), ("w", "id", "table-kind"), ("t", "Id", "drift-missing-column"),
    ] {
      let yaml = Fixture.yaml(Fixture.stream(stream, [(column, "Int32"), ("v", "String")]))
      try fixture.folder.write("blink.yaml", yaml)
      for arguments in [[], ["--dry-run"]] {
        let outcome = try fixture.run(arguments)
        #expect(outcome.exit == 2)
        #expect(outcome.stdout == "")
        #expect(outcome.stderr.contains("error: \(id): "), "\(outcome.stderr)")
        #expect(!outcome.stderr.contains("why: \n"))
        #expect(id == "drift-missing-column" || !outcome.stderr.contains("drift"))
      }
    }
    #expect(try fixture.cluster.psql("SELECT count(*) FROM pg_publication") == "0")
  }

  @Test func whatIsWrongWithVeryManyTablesIsToldInAFewLines() throws {
    let missing = (1...300).map { Fixture.stream("gone_\($0)", [("id", "Int32")]) }
    let yaml = Fixture.yaml(missing.joined(separator: "\n"))
    let refused = try prepared(yaml).run(["--endpos", "current"])
    #expect(refused.exit == 2)
    #expect(refused.stderr.contains("table-exists: table public.gone_2 does not exist"))
    #expect(refused.stderr.contains("and 289 more"))
    #expect(refused.stderr.count < 4_000, "\(refused.stderr.count)")
  }

  @Test func anInterruptedFirstSnapshotBeginsAgainAndLeavesNothing() throws {
    let fixture = try prepared()
    try fixture.cluster.psql(
      "INSERT INTO t SELECT g, repeat('x', 500) FROM generate_series(2, 60000) g")
    let killed = try fixture.start(output: Pipe())
    #expect(eventually { killed.stderr.contains("snapshot of 1 table") })
    usleep(200_000)
    killed.signal(SIGKILL)
    _ = try killed.wait()
    #expect(
      try eventually {
        try fixture.cluster.psql("SELECT count(*) FROM pg_replication_slots") == "0"
      })
    let stopped = try fixture.start(output: Pipe())
    #expect(eventually { stopped.stderr.contains("snapshot of 1 table") })
    usleep(200_000)
    stopped.signal(SIGTERM)
    #expect(try stopped.wait() == 0)
    #expect(stopped.stderr.contains("nothing is left behind"))
    // The temporary slot goes when the server sees that its session is gone.
    #expect(
      try eventually {
        try fixture.cluster.psql(
          "SELECT (SELECT count(*) FROM pg_replication_slots) + (SELECT count(*) FROM pg_publication)"
        ) == "0"
      })
    let whole = try fixture.run(["--endpos", "current"])
    #expect(whole.exit == 0, "\(whole.stderr)")
    #expect(whole.stdout.split(separator: "\n").count == 60_000)
  }

  @Test(arguments: [CuttingProxy.Place.before, .after])
  func aConnectionLostWhileTheSlotIsMadeIsSettledByWhatIsThere(place: CuttingProxy.Place) throws {
    let fixture = try prepared()
    let proxy = try CuttingProxy(
      to: fixture.cluster.port, cutting: place, word: "pg_copy_logical_replication_slot")
    let program = try BlinkBinary.run.start(
      [], environment: fixture.environment.merging(["DATABASE_PORT": "\(proxy.port)"]) { $1 },
      directory: fixture.folder.path)
    #expect(
      try eventually {
        try fixture.cluster.psql(
          "SELECT count(*) FROM pg_stat_replication WHERE state = 'streaming'") == "1"
          || !program.isRunning
      })
    #expect(proxy.isCut && !program.stderr.contains("\\x09"))
    try fixture.cluster.psql("INSERT INTO t VALUES (2, 'after')")
    #expect(eventually { program.stdout.contains("after") }, "\(program.stderr)")
    program.signal(SIGTERM)
    #expect(try program.wait() == 0)
    // The slot was there: the snapshot counts. It was not: the snapshot is taken again.
    let snapshots = program.stdout.components(separatedBy: "\"snapshot\"").count - 1
    #expect(snapshots == (place == .after ? 1 : 2))
    #expect(try fixture.cluster.psql("SELECT slot_name FROM pg_replication_slots") == "s")
  }

  @Test func aSignalWhileTheFirstSlotIsWaitedForLeavesNothingBehind() throws {
    let fixture = try prepared(
      Fixture.yaml(Self.table).replacingOccurrences(
        of: "stream_snapshot: true", with: "stream_snapshot: false"))
    let cluster = fixture.cluster
    let blocker = Thread {
      _ = try? cluster.psql("BEGIN; INSERT INTO t VALUES (2, 'b'); SELECT pg_sleep(600)")
    }
    blocker.start()
    let asleep = "FROM pg_stat_activity WHERE wait_event = 'PgSleep'"
    #expect(try eventually { try cluster.psql("SELECT count(*) \(asleep)") == "1" })
    let program = try fixture.start()
    #expect(
      try eventually {
        try fixture.cluster.psql("SELECT count(*) FROM pg_replication_slots") == "1"
      })
    program.signal(SIGTERM)
    #expect(try program.wait() == 0, "\(program.stderr)")
    try cluster.psql("SELECT pg_terminate_backend(pid) \(asleep)")
    let left = try fixture.cluster.psql(
      "SELECT (SELECT count(*) FROM pg_replication_slots) + (SELECT count(*) FROM pg_publication)")
    #expect(left == "0")
    #expect(!FileManager.default.fileExists(atPath: fixture.folder.path + "/.blink/state/s.json"))
  }

  @Test func tablesWithoutReplicaIdentityAreRefusedBeforeTheyArePublished() throws {
    let fixture = try prepared()
    try fixture.cluster.psql("ALTER TABLE t REPLICA IDENTITY NOTHING")
    let outcome = try fixture.run()
    #expect(outcome.exit == 2)
    #expect(outcome.stderr.contains("replica-identity"))
    #expect(try fixture.cluster.psql("SELECT count(*) FROM pg_publication") == "0")
    try fixture.cluster.psql("UPDATE t SET v = 'still works'")
  }

  @Test func anIgnoredFindingStillKeepsARunFromStarting() throws {
    let fixture = try prepared(
      Fixture.yaml(Self.table, more: "doctor: {ignore: [wal-level, slot-retention-unlimited]}"))
    fixture.cluster.forget(settings: ["wal_level"])
    try fixture.cluster.restart()
    let doctor = try BlinkBinary.schema.run(
      ["doctor"], environment: fixture.environment, directory: fixture.folder.path)
    #expect(doctor.exit == 2)
    #expect(doctor.stdout.contains("blink-run would refuse to start"))
    let outcome = try fixture.run()
    #expect(outcome.exit == 2)
    #expect(outcome.stderr.contains("error: wal-level: "))
    #expect(try fixture.cluster.psql("SELECT count(*) FROM pg_publication") == "0")
  }

  @Test func theStateMustBeWritableBeforeAnythingIsMade() throws {
    let fixture = try prepared()
    let outcome = try fixture.run(["--state-dir", "/proc/nowhere"])
    #expect(outcome.exit == 3)
    #expect(try fixture.cluster.psql("SELECT count(*) FROM pg_publication") == "0")
    let state = fixture.folder.path + "/elsewhere"
    #expect(try fixture.run(["--endpos", "current", "--state-dir", state]).exit == 0)
    #expect(FileManager.default.fileExists(atPath: state + "/s.json"))
  }

  @Test func dryRunLeavesNothingBehind() throws {
    let fixture = try prepared()
    let outcome = try fixture.run(["--dry-run"])
    #expect(outcome.exit == 0, "\(outcome.stderr)")
    #expect(outcome.stdout.contains("snapshot  every row"))
    let left = try fixture.cluster.psql(
      "SELECT (SELECT count(*) FROM pg_replication_slots) + (SELECT count(*) FROM pg_publication)")
    #expect(left == "0")
    #expect(!FileManager.default.fileExists(atPath: fixture.folder.path + "/.blink"))
  }

  @Test func signalsBeforeTheEndPositionAreExitCode1() throws {
    let fixture = try prepared()
    #expect(try fixture.run(["--endpos", "current"]).exit == 0)
    let program = try fixture.startStreaming(["--endpos", "F/0"])
    program.signal(SIGINT)
    #expect(try program.wait() == 1)
    #expect(try fixture.run(["--endpos", "0/1"]).exit == 0)
  }

  @Test func aSlotInUseIsToldWithItsHolder() throws {
    let fixture = try prepared()
    try fixture.cluster.psql("ALTER SYSTEM SET wal_sender_timeout = '1s'; SELECT pg_reload_conf()")
    let first = try fixture.startStreaming()
    let other = try BlinkBinary.run.run(
      ["--state-dir", fixture.folder.path + "/other", "--adopt-slot", "s"],
      environment: fixture.environment, directory: fixture.folder.path)
    #expect(other.exit == 2)
    #expect(other.stderr.contains("PID"))
    let same = try fixture.run()
    #expect(same.exit == 3)
    #expect(same.stderr.contains("another blink-run"))
    first.signal(SIGTERM)
    #expect(try first.wait() == 0)
  }
}
