import Foundation
import Support
import Testing

/// doctor, the dry run and the run judge a start alike: one plan decides.
@Suite("doctor, --dry-run and the run agree") struct StartAgreementTests {
  private static let stream = Fixture.stream("t", [("id", "Int32"), ("v", "String")])

  /// A superuser, and a role that may do just what a pipeline needs.
  @Test(arguments: Situation.all, ["postgres", "cdc"])
  func agree(_ situation: Situation, as role: String) throws {
    let cluster = try TestCluster()
    try cluster.psql(
      """
      CREATE TABLE t (id int PRIMARY KEY, v text); INSERT INTO t VALUES (1, 'a');
      CREATE ROLE cdc LOGIN REPLICATION; GRANT CREATE ON DATABASE postgres TO cdc;
      ALTER TABLE t OWNER TO cdc
      """)
    let fixture = try Fixture(cluster, yaml: Fixture.yaml(Self.stream))
    try situation.prepare(fixture, role)
    if situation.choices.isEmpty {
      let (report, exit) = try fixture.doctor(user: role)
      #expect(exit == situation.exit, "doctor: \(report.problems)")
      #expect(report.summary.may_run == (situation.exit == 0))
      if let reason = situation.reason {
        #expect(report.start?.reasons.contains { $0.id == reason } == true)
      }
    }
    let before = try Self.objects(cluster)
    let dry = try fixture.run(["--dry-run"] + situation.choices, as: role)
    #expect(dry.exit == situation.exit, "dry run: \(dry.stderr)")
    #expect(try Self.objects(cluster) == before, "the dry run left something behind")
    let run = try fixture.run(["--endpos", "current"] + situation.choices, as: role)
    #expect(run.exit == situation.exit, "run: \(run.stderr)")
    for outcome in [dry, run] {
      if let reason = situation.reason { #expect(outcome.stderr.contains("\(reason): ")) }
    }
  }

  /// Slots, publications and the folder's state, as far as a dry run could change them.
  private static func objects(_ cluster: TestCluster) throws -> String {
    try cluster.psql(
      """
      SELECT slot_name, confirmed_flush_lsn::text FROM pg_replication_slots
      UNION ALL SELECT pubname, oid::text FROM pg_publication ORDER BY 1
      """)
  }

  @Test func aSlotThatSomebodyReadsIsRefusedByAllThree() throws {
    let cluster = try TestCluster()
    try cluster.psql("CREATE TABLE t (id int PRIMARY KEY, v text)")
    let fixture = try Fixture(cluster, yaml: Fixture.yaml(Self.stream))
    #expect(try fixture.run(["--endpos", "current"]).exit == 0)
    let reader = Process()
    reader.executableURL = URL(fileURLWithPath: cluster.path(of: "pg_recvlogical"))
    reader.arguments = [
      "-h", "127.0.0.1", "-p", "\(cluster.port)", "-U", "postgres", "-d", "postgres", "-S", "s",
      "--start", "-f", "/dev/null", "-o", "proto_version=1", "-o", "publication_names=s",
    ]
    try reader.run()
    defer {
      kill(reader.processIdentifier, SIGKILL)
      reader.waitUntilExit()
    }
    #expect(
      try eventually(10) { try cluster.psql("SELECT active FROM pg_replication_slots") == "t" })
    #expect(try fixture.doctor().exit == 2)
    #expect(try fixture.run(["--dry-run"]).exit == 2)
    let run = try fixture.run(["--endpos", "current"])
    #expect(run.exit == 2)
    #expect(run.stderr.contains("slot-active: ") && run.stderr.contains("pg_recvlogical"))
  }
}
