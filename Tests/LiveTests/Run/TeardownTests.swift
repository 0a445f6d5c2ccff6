import Foundation
import Support
import Testing

/// `blink-schema teardown` on real servers, after real runs.
@Suite struct TeardownTests {
  private func fixture(
    slot: String? = "s", source: String = "", cluster: TestCluster? = nil
  ) throws -> Fixture {
    let cluster = try cluster ?? TestCluster()
    try cluster.psql("CREATE TABLE t (id int PRIMARY KEY); INSERT INTO t VALUES (1)")
    return try Fixture(
      cluster,
      yaml: Fixture.yaml(Fixture.stream("t", [("id", "Int32")]), slot: slot, source: source))
  }

  private func tearDown(_ fixture: Fixture, _ arguments: String...) throws -> Program.Outcome {
    try BlinkBinary.schema.run(
      ["teardown"] + arguments, environment: fixture.environment, directory: fixture.folder.path)
  }

  /// Every slot and publication of the server's database.
  private func inventory(_ fixture: Fixture) throws -> String {
    try fixture.cluster.psql(
      """
      SELECT slot_name, plugin, confirmed_flush_lsn FROM pg_replication_slots ORDER BY 1;
      SELECT oid, pubname FROM pg_publication ORDER BY 1
      """)
  }

  private func files(_ fixture: Fixture) throws -> [String] {
    let folder = fixture.folder.path + "/.blink/state"
    return try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
  }

  /// The position beside the files would name a slot that is gone.
  @Test func theFolderOfAFileSinkIsNamed() throws {
    let fixture = try fixture()
    let yaml = try fixture.folder.read("blink.yaml")
    try fixture.folder.write(
      "blink.yaml", yaml + "\nsink: {driver: file, config: {path: \"out/{table}.jsonl\"}}\n")
    #expect(try !tearDown(fixture).stdout.contains("folder"))
    #expect(try fixture.run(["--endpos", "current"]).exit == 0)
    let dropped = try tearDown(fixture, "--yes")
    #expect(dropped.exit == 0, "\(dropped.stderr)")
    #expect(dropped.stdout.contains("folder ./out: kept: "), "\(dropped.stdout)")
    #expect(try fixture.run(["--endpos", "current"]).exit == 7)
    try FileManager.default.removeItem(atPath: fixture.folder.path + "/out")
    #expect(try fixture.run(["--endpos", "current"]).exit == 0)
  }

  @Test func whatARunMadeIsListedThenDropped() throws {
    let fixture = try fixture()
    #expect(try fixture.run(["--endpos", "current"]).exit == 0)
    try fixture.cluster.psql(
      """
      CREATE PUBLICATION bystander FOR TABLE t;
      SELECT pg_create_logical_replication_slot('bystander', 'pgoutput');
      SELECT pg_create_logical_replication_slot('s_2', 'pgoutput');
      """)
    let before = (try inventory(fixture), try files(fixture))
    let listed = try tearDown(fixture)
    #expect(listed.exit == 0, "\(listed.stderr)")
    #expect(listed.stdout.contains("slot s: would be dropped (inactive, holds "))
    #expect(listed.stdout.contains(" of WAL)"))
    #expect(listed.stdout.contains("publication s: would be dropped (blink-run created it, OID "))
    #expect(listed.stdout.contains("s.json: would be dropped (delivered up to "))
    #expect(listed.stderr.contains("--yes"))
    #expect(before == (try inventory(fixture), try files(fixture)))

    let dropped = try tearDown(fixture, "--yes")
    #expect(dropped.exit == 0, "\(dropped.stderr)")
    #expect(dropped.stdout.contains("dropped slot s\ndropped publication s\ndropped state "))
    let left = try inventory(fixture)
    #expect(left.contains("bystander|pgoutput|"))
    #expect(left.contains("s_2|pgoutput|"))
    #expect(left.hasSuffix("|bystander"))
    #expect(left.split(separator: "\n").count == 3)
    #expect(try files(fixture) == ["s.lock"])

    let again = try tearDown(fixture, "--yes")
    #expect(again.exit == 0)
    #expect(again.stdout.contains("slot s: does not exist, nothing to drop"))
    #expect(again.stdout.contains("publication s: does not exist, nothing to drop"))
    #expect(try inventory(fixture) == left)
    // A pipeline of that name begins anew.
    #expect(try fixture.run(["--endpos", "current"]).stdout.contains("\"event\":\"snapshot\""))
  }

  @Test func aRunningPipelineIsLeftAlone() throws {
    let fixture = try fixture()
    let program = try fixture.startStreaming()
    #expect(try eventually { try inventory(fixture).hasPrefix("s|pgoutput|") })
    for arguments in [[], ["--yes"]] {
      let outcome = try BlinkBinary.schema.run(
        ["teardown"] + arguments, environment: fixture.environment,
        directory: fixture.folder.path)
      #expect(outcome.exit == 3)
      #expect(outcome.stdout == "")
      #expect(outcome.stderr.contains("another blink-run holds the state of slot s"))
    }
    // From a machine that has not the state, the server says who it is.
    let outcome = try tearDown(fixture, "--yes", "--state-dir", fixture.folder.path + "/other")
    #expect(outcome.exit == 2)
    #expect(outcome.stderr.contains("slot s is in use: pid "))
    #expect(outcome.stderr.contains(", blink-run, postgres"))
    #expect(!FileManager.default.fileExists(atPath: fixture.folder.path + "/other"))
    #expect(try inventory(fixture).contains("s|pgoutput|"))
    #expect(program.isRunning)
    program.signal(SIGTERM)
    #expect(try program.wait() == 0)
  }

  @Test func withoutItsStateAPublicationIsKept() throws {
    let fixture = try fixture()
    #expect(try fixture.run(["--endpos", "current"]).exit == 0)
    let outcome = try tearDown(fixture, "--yes", "--state-dir", fixture.folder.path + "/other")
    #expect(outcome.exit == 0)
    #expect(
      outcome.stdout.contains(
        "publication s: kept: no state says that blink-run created it; by hand:  DROP PUBLICATION \"s\";"
      ))
    #expect(outcome.stdout.contains("dropped slot s\n"))
    #expect(try inventory(fixture).hasSuffix("|s"))
    #expect(try files(fixture).contains("s.json"))
    // A publication of the same name that somebody else has made since.
    try fixture.cluster.psql("DROP PUBLICATION s; CREATE PUBLICATION s FOR TABLE t")
    let other = try tearDown(fixture, "--yes")
    #expect(other.exit == 0)
    #expect(other.stdout.contains("publication s: kept: it is not the one that blink-run created"))
    #expect(try inventory(fixture).hasSuffix("|s"))
    #expect(try files(fixture) == ["s.lock"])
  }

  @Test func anotherServersStateDropsNothing() throws {
    let first = try fixture()
    #expect(try first.run(["--endpos", "current"]).exit == 0)
    let second = try fixture()
    try second.cluster.psql("CREATE PUBLICATION s FOR TABLE t")
    try FileManager.default.copyItem(
      atPath: first.folder.path + "/.blink", toPath: second.folder.path + "/.blink")
    let before = try inventory(second)
    let outcome = try tearDown(second, "--yes")
    #expect(outcome.exit == 0, "\(outcome.stderr)")
    #expect(outcome.stdout.contains("kept: the state belongs to another server"))
    #expect(try inventory(second) == before)
    #expect(try files(second) == ["s.json", "s.lock"])
  }

  @Test func slotsOfOtherKindsAreKept() throws {
    let fixture = try fixture()
    try fixture.cluster.psql("CREATE DATABASE elsewhere")
    for (sql, database, reason) in [
      (
        "pg_create_logical_replication_slot('s', 'test_decoding')", "postgres",
        "it decodes with test_decoding, not pgoutput"
      ),
      ("pg_create_physical_replication_slot('s')", "postgres", "it is a physical slot"),
      (
        "pg_create_logical_replication_slot('s', 'pgoutput')", "elsewhere",
        "it belongs to database elsewhere, this is postgres"
      ),
    ] {
      try fixture.cluster.psql("SELECT \(sql)", database: database)
      let before = try inventory(fixture)
      let outcome = try tearDown(fixture, "--yes")
      #expect(outcome.exit == 0)
      #expect(outcome.stdout.contains("slot s: kept: \(reason)"), "\(outcome.stdout)")
      #expect(try inventory(fixture) == before)
      try fixture.cluster.psql("SELECT pg_drop_replication_slot('s')", database: database)
    }
  }

  @Test func generatedAndHostileNames() throws {
    let name = "a\"b'; --${{X}}\u{1B}é"
    let escaped = name.replacingOccurrences(of: "\"", with: "\\\"")
      .replacingOccurrences(of: "\u{1B}", with: "\\e")
    let fixture = try fixture(slot: nil, source: "    publication: \"\(escaped)\"")
    let first = try tearDown(fixture)
    #expect(first.exit == 0, "\(first.stderr)")
    #expect(first.stdout.contains("slot: does not exist, nothing to drop"))
    #expect(try fixture.run(["--endpos", "current"]).exit == 0)
    #expect(try fixture.cluster.psql("SELECT count(*) FROM pg_publication") == "1")
    #expect(try files(fixture).contains("blink.slot"))
    let outcome = try tearDown(fixture, "--yes")
    #expect(outcome.exit == 0, "\(outcome.stderr)")
    #expect(outcome.stdout.contains("dropped slot blink_"))
    #expect(outcome.stdout.contains("dropped publication a\"b'; --${X}\\x1bé\n"))
    #expect(try inventory(fixture) == "")
    #expect(try files(fixture).allSatisfy { $0.hasSuffix(".lock") })
  }

  @Test func whatTheRoleMayNotDropIsToldWithTheStatement() throws {
    let fixture = try fixture()
    #expect(try fixture.run(["--endpos", "current"]).exit == 0)
    try fixture.cluster.psql("CREATE ROLE cdc LOGIN REPLICATION; CREATE ROLE reader LOGIN")
    func run(as user: String) throws -> Program.Outcome {
      var environment = fixture.environment
      environment["DATABASE_USER"] = user
      return try BlinkBinary.schema.run(
        ["teardown", "--yes"], environment: environment, directory: fixture.folder.path)
    }
    let reader = try run(as: "reader")
    #expect(reader.exit == 2)
    #expect(reader.stderr.contains("SELECT pg_drop_replication_slot('s');"))
    #expect(try inventory(fixture).hasPrefix("s|"))
    // It may drop the slot, not the publication: the state stays, so that a second try knows it.
    let cdc = try run(as: "cdc")
    #expect(cdc.exit == 2)
    #expect(cdc.stdout.contains("dropped slot s\n"))
    #expect(cdc.stderr.contains("DROP PUBLICATION \"s\";"))
    #expect(try files(fixture).contains("s.json"))
    #expect(try run(as: "postgres").exit == 0)
    #expect(try inventory(fixture) == "")
  }
}
