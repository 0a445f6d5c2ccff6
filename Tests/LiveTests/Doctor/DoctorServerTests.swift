import Foundation
import Support
import Testing

/// The server and the role, broken in one way after the other.
@Suite struct DoctorServerTests {
  private func prepared() throws -> Fixture {
    let cluster = try TestCluster(settings: ["max_slot_wal_keep_size": "10GB"])
    try cluster.psql(
      """
      CREATE TABLE t (id int PRIMARY KEY, v text); CREATE ROLE cdc LOGIN REPLICATION;
      GRANT SELECT ON t TO cdc; CREATE PUBLICATION s FOR TABLE t
      """)
    return try Fixture(
      cluster, yaml: Fixture.yaml(Fixture.stream("t", [("id", "Int32"), ("v", "String")])))
  }

  @Test func aPasswordThatEndsIsMended() throws {
    let fixture = try prepared()
    for until in ["now() + interval '10 days'", "now() - interval '1 day'"] {
      try fixture.mends(
        "role-expiry", user: "cdc",
        breaking: """
          DO $$ BEGIN EXECUTE format('ALTER ROLE cdc VALID UNTIL %L', \(until)); END $$
          """)
    }
  }

  @Test func collationsInUseAreMendedByANewIndexAndTheNewVersion() throws {
    let fixture = try prepared()
    let cluster = fixture.cluster
    try cluster.psql("UPDATE pg_collation SET collversion = '0' WHERE collname ~ '-x-icu$'")
    // Nobody uses any of the hundreds.
    #expect(try fixture.doctor().report.problems == [])
    try cluster.psql("CREATE TABLE w (name text COLLATE \"de-x-icu\" PRIMARY KEY)")
    let report = try fixture.doctor().report
    #expect(report.problems == ["collation-drift"])
    let problem = try #require(report.problem("collation-drift"))
    #expect(problem.subject == "pg_catalog.de-x-icu" && problem.found.contains("changed from 0 to"))
    for remedy in problem.remedies { try cluster.psql(remedy.text) }
    #expect(try fixture.doctor().report.problems == [])
  }

  @Test func whatTheRoleBringsIsNoted() throws {
    let fixture = try prepared()
    try fixture.cluster.psql(
      """
      ALTER ROLE cdc SET work_mem = '8MB'; ALTER DATABASE postgres SET wal_sender_timeout = '2min';
      DROP PUBLICATION s; CREATE PUBLICATION s FOR ALL TABLES
      """)
    let report = try fixture.doctor(user: "cdc").report
    #expect(report.problems == [])
    func notes(_ id: String) -> [String] {
      report.checks.filter { $0.id == id && $0.status == "info" }.map(\.found)
    }
    #expect(
      notes("role-overrides").sorted() == [
        "database postgres sets wal_sender_timeout = 2min (wal-sender-timeout)",
        "role cdc sets work_mem = 8MB",
      ])
    #expect(notes("reads-everything").count == 1)
    #expect(notes("for-all-tables").count == 1)
    let superuser = try fixture.doctor().report
    #expect(!superuser.checks.contains { $0.id == "for-all-tables" || $0.id == "reads-everything" })
  }
}
