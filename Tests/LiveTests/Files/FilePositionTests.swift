import Foundation
import Support
import Testing

/// The files' own position beside the state file and the slot, the fence, and dead letters.
@Suite struct FilePositionTests {
  private static let table = Fixture.stream("t", [("id", "Int32"), ("v", "String")])

  private func started() throws -> (TestCluster, FilesFixture) {
    let cluster = try TestCluster()
    try cluster.psql("CREATE TABLE t (id int PRIMARY KEY, v text)")
    let files = try FilesFixture(
      cluster, Self.table, path: "{database}/{date}/{schema}.{table}.jsonl")
    try run(files)
    return (cluster, files)
  }

  @discardableResult
  private func run(
    _ files: FilesFixture, _ arguments: [String] = [], expecting exit: Int32 = 0
  ) throws -> Program.Outcome {
    let outcome = try files.fixture.run(["--endpos", "current"] + arguments)
    #expect(outcome.exit == exit, "\(outcome.stderr)")
    return outcome
  }

  @Test func thePositionOfTheFilesWinsOverALostState() throws {
    let (cluster, files) = try started()
    try cluster.psql("INSERT INTO t VALUES (1, 'a'), (2, 'b')")
    try run(files)
    try FileManager.default.removeItem(atPath: files.fixture.folder.path + "/.blink")
    try cluster.psql("INSERT INTO t VALUES (3, 'c')")
    let dry = try files.fixture.run(["--dry-run"])
    #expect(dry.exit == 0, "\(dry.stderr)")
    try run(files)
    #expect(try files.events().map { $0.suffix(8) } == ["insert 1", "insert 2", "insert 3"])
    let names = try FileManager.default.subpathsOfDirectory(atPath: files.folder)
    #expect(names.contains { $0.hasPrefix("postgres/20") && $0.hasSuffix("/public.t.jsonl") })
  }

  @Test func filesThatWereSetBackAreAGap() throws {
    let (cluster, files) = try started()
    try cluster.psql("INSERT INTO t VALUES (1, 'a')")
    try run(files)
    try FileManager.default.copyItem(atPath: files.folder, toPath: files.folder + ".backup")
    try cluster.psql("INSERT INTO t VALUES (2, 'b')")
    try run(files)
    try FileManager.default.removeItem(atPath: files.folder)
    try FileManager.default.moveItem(atPath: files.folder + ".backup", toPath: files.folder)
    let gap = try run(files, expecting: 7)
    #expect(gap.stderr.contains("sink-behind"))
    #expect(try files.fixture.run(["--dry-run"]).exit == 7)
    let confirmed = try cluster.psql("SELECT confirmed_flush_lsn FROM pg_replication_slots")
    try cluster.psql("INSERT INTO t VALUES (3, 'c')")
    try run(files, ["--accept-gap", confirmed])
    #expect(try files.events().map { $0.suffix(8) } == ["insert 1", "insert 3"])
  }

  @Test func aSecondRunnerFindsTheFence() throws {
    let (_, files) = try started()
    let program = try files.fixture.startStreaming()
    let second = try run(
      files, ["--state-dir", files.fixture.folder.path + "/elsewhere"], expecting: 8)
    #expect(second.stderr.contains("another runner writes here"))
    program.signal(SIGTERM)
    #expect(try program.wait() == 0)
  }

  @Test func positionsOfOthersWALReachTheFiles() throws {
    let (cluster, files) = try started()
    try cluster.psql("CREATE TABLE other (v text)")
    let program = try files.fixture.startStreaming()
    let before = try cluster.psql("SELECT confirmed_flush_lsn FROM pg_replication_slots")
    #expect(
      try eventually(40) {
        try cluster.psql("INSERT INTO other VALUES (repeat('x', 1000)); SELECT pg_switch_wal()")
        return try cluster.psql(
          "SELECT confirmed_flush_lsn > '\(before)' FROM pg_replication_slots") == "t"
      })
    program.signal(SIGKILL)
    _ = try? program.wait()
    // The files are not behind the slot, although no event came.
    try run(files)
  }

  @Test func deadLettersAreSentAgainOnlyByForce() throws {
    let (cluster, files) = try started()
    try cluster.psql("INSERT INTO t VALUES (1, 'a')")
    try run(files)
    let event = try #require(try files.lines().first)
    try files.fixture.folder.write(
      "dead.jsonl",
      "{\"position\":{\"lsn\":\"0/1\",\"seq\":0},\"sink\":\"file\",\"reason\":\"r\",\"event\":\(event)}\n"
    )
    func replay(_ arguments: [String]) throws -> Program.Outcome {
      try BlinkBinary.run.run(
        ["replay", "-c", "blink.yaml"] + arguments, environment: files.fixture.environment,
        directory: files.fixture.folder.path)
    }
    let refused = try replay(["dead.jsonl"])
    #expect(refused.exit == 8)
    #expect(refused.stderr.contains("--force"))
    let forced = try replay(["--force", "dead.jsonl"])
    #expect(forced.exit == 0, "\(forced.stderr)")
    #expect(forced.stderr.contains("events sent: 1"))
    #expect(try files.lines() == [event, event])
    try cluster.psql("INSERT INTO t VALUES (2, 'b')")
    try run(files)
    #expect(try files.lines().count == 3)
    try files.fixture.folder.write("dead.jsonl", "{\"event\":[]}\n")
    #expect(try replay(["dead.jsonl"]).exit == 3)
  }
}
