import Support
import Testing

/// A system that starts no further thread.
@Suite struct ThreadLimitTests {
  /// Each thread takes 1 GiB here: with the smaller limit there is none, with the larger one the
  /// snapshot has none.
  @Test(arguments: [700_000, 4_900_000])
  func withoutRoomForAThreadNoSlotIsLeft(kibibytes: Int) throws {
    let cluster = try TestCluster()
    try cluster.psql("CREATE TABLE t (id int PRIMARY KEY); INSERT INTO t VALUES (1)")
    let fixture = try Fixture(cluster, yaml: Fixture.yaml(Fixture.stream("t", [("id", "Int32")])))
    let limited = try Program.run(
      "/bin/bash",
      ["-c", "ulimit -s 1048576; ulimit -v \(kibibytes); exec $RUN --endpos current"],
      environment: fixture.environment.merging(["RUN": BlinkBinary.run.path]) { $1 },
      directory: fixture.folder.path)
    #expect(limited.exit == 1, "\(limited.stderr)")
    #expect(limited.stderr.contains("no further thread"))
    #expect(limited.stderr.contains("ulimit"))
    #expect(limited.stderr.contains("snapshot of") == (kibibytes > 1_000_000))
    #expect(limited.stdout.isEmpty)
    let slots = "SELECT count(*) FROM pg_replication_slots"
    #expect(try eventually { try fixture.cluster.psql(slots) == "0" })
    let after = try fixture.run(["--endpos", "current"])
    #expect(after.exit == 0, "\(after.stderr)")
    #expect(after.stdout.contains("\"snapshot\""))
  }
}
