import Foundation
import Support
import Testing

/// The script of all remedies, run by psql; servers that hang.
@Suite struct DoctorScriptTests {
  private static let streams = [
    Fixture.stream("t", [("id", "Int32"), ("v", "String")]),
    Fixture.stream("u", [("id", "Int32"), ("v", "String")]),
    Fixture.stream("p", [("id", "Int32"), ("v", "String")]),
    Fixture.stream("l", [("id", "Int32"), ("v", "String")]),
  ].joined(separator: "\n")

  @Test func theScriptMendsWhatSQLCan() throws {
    let cluster = try TestCluster(settings: ["wal_level": "replica", "max_replication_slots": "1"])
    try cluster.psql(
      """
      CREATE ROLE cdc LOGIN; CREATE ROLE boss;
      CREATE TABLE t (id int PRIMARY KEY, v text); ALTER TABLE t OWNER TO boss;
      ALTER TABLE t ENABLE ROW LEVEL SECURITY;
      CREATE TABLE u (id int, v text); CREATE UNLOGGED TABLE l (id int PRIMARY KEY, v text);
      CREATE TABLE p (id int, v text) PARTITION BY RANGE (id);
      CREATE TABLE "p'1
      x" PARTITION OF p FOR VALUES FROM (0) TO (9);
      CREATE PUBLICATION s FOR TABLE t WITH (publish = 'insert');
      SELECT pg_create_physical_replication_slot('old', true);
      REVOKE USAGE ON SCHEMA public FROM public
      """)
    let fixture = try Fixture(cluster, yaml: Fixture.yaml(Self.streams))
    let before = try fixture.doctor(user: "cdc").report.problems
    let expected: Set = [
      "wal-level", "replication-slots-free", "replication-role", "schema-usage", "table-select",
      "rls-hides-rows", "publication-covers-tables", "publication-via-root",
      "publication-operations", "table-persistence", "replica-identity",
      "slot-retention-unlimited",
    ]
    #expect(before.isSuperset(of: expected), "missing: \(expected.subtracting(before))")
    let outcome = try BlinkBinary.schema.run(
      ["doctor", "--sql"],
      environment: fixture.environment.merging(["DATABASE_USER": "cdc"]) { $1 },
      directory: fixture.folder.path)
    try fixture.folder.write("fix.sql", outcome.stdout)
    let run = try cluster.psql(file: fixture.folder.path + "/fix.sql")
    #expect(run.exit == 0 && !run.stderr.contains("ERROR"), "\(run.stderr)\n\(outcome.stdout)")
    let left = try fixture.doctor(user: "cdc").report.problems
    let allowed: Set = ["wal-level", "replication-slots-free", "pending-restart", "new-partitions"]
    #expect(left.isSubset(of: allowed), "\(left)")
    cluster.forget(settings: ["wal_level", "max_replication_slots"])
    try cluster.restart()
    // What no statement cures now: the next partition is nobody's yet.
    let after = try fixture.doctor(
      user: "cdc", ["--fail-on", "warning", "--ignore", "new-partitions"])
    #expect(after.report.problems == [] && after.exit == 0)
  }

  /// A publication that is missing, of tables that nobody owns all of, as a reader of the text
  /// and as the script mend it.
  @Test func tablesOfSeveralOwners() throws {
    let cluster = try TestCluster(settings: ["max_slot_wal_keep_size": "10GB"])
    try cluster.psql(
      #"""
      CREATE ROLE cdc LOGIN REPLICATION; CREATE ROLE boss; CREATE ROLE app;
      CREATE TABLE t (id int PRIMARY KEY, v text); ALTER TABLE t OWNER TO boss;
      CREATE TABLE u (id int, v text); ALTER TABLE u OWNER TO app;
      CREATE TABLE "Weird ""name""" (id int PRIMARY KEY, v text);
      GRANT SELECT ON ALL TABLES IN SCHEMA public TO cdc;
      """#)
    let names = ["t", "u", #"'Weird "name"'"#]
    let streams = names.map { Fixture.stream($0, [("id", "Int32"), ("v", "String")]) }
    let fixture = try Fixture(cluster, yaml: Fixture.yaml(streams.joined(separator: "\n")))
    let environment = fixture.environment.merging(["DATABASE_USER": "cdc"]) { $1 }
    let text = try BlinkBinary.schema.run(
      ["doctor"], environment: environment, directory: fixture.folder.path
    ).stdout
    #expect(text.contains("fix (superuser, because the tables have several owners): CREATE"))
    #expect(text.contains("Fix replica-identity (below) first") && text.contains("public.u"))
    #expect(text.contains("psql -h 127.0.0.1 -p \(cluster.port) -d postgres -U ROLE"))
    let script = try BlinkBinary.schema.run(
      ["doctor", "--sql"], environment: environment, directory: fixture.folder.path)
    try fixture.folder.write("fix.sql", script.stdout)
    let run = try cluster.psql(file: fixture.folder.path + "/fix.sql")
    #expect(run.exit == 0 && !run.stderr.contains("ERROR"), "\(run.stderr)\n\(script.stdout)")
    #expect(try fixture.doctor(user: "cdc").report.problems == [])
  }

  /// A session that holds a lock which every reader has to wait for.
  private func holding(
    _ relation: String, _ cluster: TestCluster, _ body: () throws -> Void
  ) throws {
    let holder = Thread {
      _ = try? cluster.psql(
        "BEGIN; LOCK TABLE \(relation) IN ACCESS EXCLUSIVE MODE; SELECT pg_sleep(600)")
    }
    holder.start()
    #expect(
      try eventually {
        try cluster.psql(
          "SELECT count(*) FROM pg_locks WHERE relation = '\(relation)'::regclass AND mode = 'AccessExclusiveLock' AND granted"
        ) == "1"
      })
    defer {
      _ = try? cluster.psql(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE '%pg_sleep(600)%' AND pid <> pg_backend_pid()"
      )
    }
    try body()
  }

  @Test func aServerThatHangsIsAFindingAtTheTimeout() throws {
    let cluster = try TestCluster()
    try cluster.psql("CREATE TABLE t (id int PRIMARY KEY, v text)")
    let fixture = try Fixture(
      cluster, yaml: Fixture.yaml(Fixture.stream("t", [("id", "Int32"), ("v", "String")])))
    // The first statement that reads it has no limit of the server's yet.
    try holding("pg_catalog.pg_settings", cluster) {
      let (report, exit) = try fixture.doctor(["--timeout", "2s"])
      #expect(report.problem("server-ready") != nil && exit == 2)
      #expect(report.checks.contains { $0.id == "wal-level" && $0.status == "skipped" })
    }
    // One that is read later costs its own checks only.
    try holding("pg_catalog.pg_publication", cluster) {
      let (report, _) = try fixture.doctor()
      #expect(report.checks.contains { $0.id == "publication-exists" && $0.status == "unknown" })
      #expect(report.checks.contains { $0.id == "wal-level" && $0.status == "ok" })
    }
    #expect(try fixture.doctor().exit == 0)
  }
}
