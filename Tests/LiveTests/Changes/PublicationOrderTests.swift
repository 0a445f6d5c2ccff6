import Support
import Testing

/// A slot without an exported snapshot begins with the oldest transaction of all slots, so that its
/// publication looks newer; the state knows better.
@Suite struct PublicationOrderLiveTests {
  private func fixture(_ setup: String) throws -> Fixture {
    let cluster = try TestCluster()
    try cluster.psql(
      "SELECT pg_create_logical_replication_slot('somebody', 'test_decoding')")
    try cluster.psql("CREATE TABLE t (id int PRIMARY KEY, v text); \(setup)")
    let yaml = Fixture.yaml(Fixture.stream("t", [("id", "Int32"), ("v", "String")]))
    return try Fixture(
      cluster, yaml: yaml.replacing("stream_snapshot: true", with: "stream_snapshot: false"))
  }

  private func isQuiet(_ fixture: Fixture) throws {
    #expect(try fixture.run(["--endpos", "current"]).exit == 0)
    try fixture.cluster.psql("INSERT INTO t VALUES (1, 'a')")
    let next = try fixture.run(["--endpos", "current"])
    #expect(next.exit == 0 && next.stdout.contains(#""id":1"#), "\(next.stderr)")
    #expect(!next.stderr.contains("publication-before-slot"), "\(next.stderr)")
    #expect(try fixture.doctor().report.problem("publication-before-slot") == nil)
  }

  @Test func anotherSlotOnTheServerIsNoSuspicion() throws {
    let fixture = try fixture("")
    try isQuiet(fixture)
    // The catalog alone still looks like it.
    #expect(
      try fixture.cluster.psql(
        """
        SELECT age(p.xmin) < age(s.catalog_xmin) FROM pg_publication p, pg_replication_slots s
         WHERE p.pubname = 's' AND s.slot_name = 's'
        """) == "t")
    // Without the state nothing refutes it.
    let bare = try fixture.doctor(["--state-dir", "elsewhere"]).report
    #expect(bare.problem("publication-before-slot") != nil)
  }

  @Test func norIsItWithAPublicationOfSomebodyElse() throws {
    try isQuiet(try fixture("CREATE PUBLICATION s FOR TABLE t"))
  }
}
