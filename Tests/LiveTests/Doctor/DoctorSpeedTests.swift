import Foundation
import Support
import Testing

/// doctor asks about all tables at once, and does not wait for ever.
@Suite struct DoctorSpeedTests {
  private func fixture(_ tables: Int, _ cluster: TestCluster) throws -> Fixture {
    let streams = (0..<tables).map {
      Fixture.stream("t\($0)", [("id", "Int32"), ("v", "String")])
    }
    return try Fixture(cluster, yaml: Fixture.yaml(streams.joined(separator: "\n")))
  }

  private func roundTrips(_ tables: Int, _ cluster: TestCluster) throws -> [Int] {
    let proxy = try CountingProxy(to: cluster.port)
    let fixture = try fixture(tables, cluster)
    let outcome = try BlinkBinary.schema.run(
      ["doctor", "--format", "json"],
      environment: fixture.environment.merging([
        "DATABASE_PORT": "\(proxy.port)", "PGSSLMODE": "disable", "PGGSSENCMODE": "disable",
      ]) { $1 }, directory: fixture.folder.path)
    let report = try JSONDecoder().decode(DoctorReport.self, from: Data(outcome.stdout.utf8))
    #expect(outcome.exit == 0, "\(report.problems)")
    #expect(report.checks.contains { $0.found.contains("\(tables) of \(tables) streams found") })
    return proxy.roundTrips
  }

  @Test func fewRoundTripsHoweverManyTables() throws {
    let cluster = try TestCluster()
    try cluster.psql(
      """
      DO $$ BEGIN FOR i IN 0..199 LOOP
        EXECUTE format('CREATE TABLE t%s (id int PRIMARY KEY, v text)', i);
      END LOOP; END $$
      """)
    // A server that answers while the rest of a batch is still on its way makes it look like more
    // round trips: the fewest of some runs are those that doctor needs.
    func fewest(_ tables: Int) throws -> [Int] {
      let counts = try (0..<4).map { _ in try roundTrips(tables, cluster) }
      return counts.min { $0.reduce(0, +) < $1.reduce(0, +) } ?? []
    }
    let one = try fewest(1)
    let many = try fewest(200)
    print("round trips: \(many)")
    #expect(many == one)
    #expect(many.reduce(0, +) <= 25 && many.max() ?? 0 >= 5, "\(many)")
  }

  @Test func aServerThatStopsAnsweringIsAFinding() throws {
    let cluster = try TestCluster()
    try cluster.psql("CREATE TABLE t0 (id int PRIMARY KEY, v text)")
    let fixture = try fixture(1, cluster)
    let program = try BlinkBinary.schema.start(
      ["doctor", "--format", "json", "--timeout", "2s", "--sample", "5s"],
      environment: fixture.environment, directory: fixture.folder.path)
    // Its tables read, it waits between two looks at the WAL: there its process can be stopped.
    var pids: [Int32] = []
    let isSampling = try eventually {
      pids = try cluster.psql(
        "SELECT pid FROM pg_stat_activity WHERE application_name = 'blink-doctor' AND state = 'idle' AND query = 'COMMIT'"
      ).split(separator: "\n").compactMap { Int32($0) }
      return !pids.isEmpty
    }
    #expect(isSampling)
    for pid in pids { kill(pid, SIGSTOP) }
    defer { for pid in pids { kill(pid, SIGCONT) } }
    #expect(try program.wait() == 2)
    let report = try JSONDecoder().decode(DoctorReport.self, from: Data(program.stdout.utf8))
    #expect(report.problem("server-ready")?.found.contains("does not answer") == true)
    #expect(report.checks.contains { $0.id == "wal-level" && $0.status == "skipped" })
  }
}
