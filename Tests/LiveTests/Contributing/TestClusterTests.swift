import Support
import Testing

/// What the other tests presume of their servers.
@Suite struct TestClusterTests {
  @Test func noTwoServersAreTheSameSystem() throws {
    let clusters = try [TestCluster(), TestCluster()]
    let systems = try clusters.map {
      try $0.psql("SELECT system_identifier FROM pg_control_system()")
    }
    #expect(Set(systems).count == 2, "\(systems)")
    // The identifier in the WAL is compared with that of pg_control whenever a server starts.
    try clusters[0].psql("CREATE TABLE t (id int); INSERT INTO t VALUES (1)")
    try clusters[0].restart(.immediate)
    #expect(try clusters[0].psql("SELECT id FROM t") == "1")
  }

  @Test func statisticsBeginWithTheServer() throws {
    let isNew = try TestCluster().psql(
      "SELECT stats_reset >= pg_postmaster_start_time() FROM pg_stat_bgwriter")
    #expect(isNew == "t")
  }

  @Test func aPortThatSomebodyTookIsNoFailure() throws {
    let first = try TestCluster()
    let second = try TestCluster(firstPort: first.port)
    #expect(first.port != second.port)
    #expect(try second.psql("SHOW port") == String(second.port))
  }
}
