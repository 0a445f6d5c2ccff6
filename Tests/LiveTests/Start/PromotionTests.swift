import Foundation
import Support
import Testing

/// A server that gets a new timeline while it is streamed, with everything that was delivered.
@Suite struct PromotionTests {
  private func prepared() throws -> Fixture {
    let cluster = try TestCluster()
    try cluster.psql("CREATE TABLE t (id int PRIMARY KEY, v text); INSERT INTO t VALUES (1, 'a')")
    return try Fixture(
      cluster, yaml: Fixture.yaml(Fixture.stream("t", [("id", "Int32"), ("v", "String")])))
  }

  private func ids(_ text: String) -> [String] {
    text.split(separator: "\n").compactMap { line in
      line.range(of: #""data":{"id":"#).map { String(line[$0.upperBound...].prefix { $0 != "," }) }
    }
  }

  /// A recovery that ends at the end of the WAL: the server is the same, its timeline is not.
  @Test func aNewTimelineWhileTheConnectionIsLost() throws {
    let fixture = try prepared()
    let cluster = fixture.cluster
    #expect(try fixture.run(["--endpos", "current"]).exit == 0)
    let output = Pipe()
    let pipeline = try fixture.startStreaming(output: output)
    try cluster.psql("INSERT INTO t VALUES (2, 'b')")
    cluster.stop()
    try Data().write(to: URL(fileURLWithPath: cluster.dataDirectory + "/recovery.signal"))
    try cluster.restart(settings: ["restore_command": "false", "hot_standby": "off"])
    #expect(
      try eventually(60) {
        try cluster.psql("SELECT pg_walfile_name(pg_current_wal_lsn()) LIKE '00000002%'") == "t"
      })
    try cluster.psql("INSERT INTO t VALUES (3, 'c')")
    let done = try eventually(60) {
      try cluster.psql(
        "SELECT confirmed_flush_lsn >= pg_current_wal_lsn() FROM pg_replication_slots") == "t"
    }
    #expect(done, "\(pipeline.stderr)")
    pipeline.signal(SIGTERM)
    #expect(try pipeline.wait() == 0, "\(pipeline.stderr)")
    #expect(pipeline.stderr.contains("the server was promoted at"), "\(pipeline.stderr)")
    let text = String(decoding: output.fileHandleForReading.availableData, as: UTF8.self)
    #expect(ids(text) == ["2", "3"])
    try cluster.psql("INSERT INTO t VALUES (4, 'd')")
    let next = try fixture.run(["--endpos", "current"])
    #expect(next.exit == 0, "\(next.stderr)")
    #expect(ids(next.stdout) == ["4"])
  }

  /// Logical decoding on a standby is of PostgreSQL 16; before, a standby is refused.
  @Test func aStandbyThatIsPromotedUnderTheStream() throws {
    let primary = try prepared()
    try primary.cluster.psql("CREATE PUBLICATION s FOR TABLE t")
    let version = Int(try primary.cluster.psql("SHOW server_version_num")) ?? 0
    let standby = try TestCluster(standbyOf: primary.cluster)
    let fixture = try Fixture(
      standby,
      yaml: try String(contentsOfFile: primary.folder.path + "/blink.yaml", encoding: .utf8))
    guard version >= 160_000 else {
      let refused = try fixture.run(["--endpos", "current"])
      #expect(refused.exit == 2, "\(refused.stderr)")
      return
    }
    let output = Pipe()
    let pipeline = try fixture.start(output: output)
    // The slot begins where the primary says which transactions are open.
    let began = try eventually(60) {
      try primary.cluster.psql("SELECT pg_log_standby_snapshot()")
      return try standby.psql(
        "SELECT count(*) FROM pg_replication_slots WHERE slot_name = 's' AND active") == "1"
    }
    #expect(began, "\(pipeline.stderr)")
    try standby.psql("SELECT pg_promote()")
    try standby.psql("INSERT INTO t VALUES (4, 'after promote')")
    let done = try eventually(60) {
      try standby.psql(
        "SELECT confirmed_flush_lsn >= pg_current_wal_lsn() FROM pg_replication_slots") == "t"
    }
    #expect(done, "\(pipeline.stderr)")
    pipeline.signal(SIGTERM)
    #expect(try pipeline.wait() == 0, "\(pipeline.stderr)")
    try standby.psql("INSERT INTO t VALUES (5, 'next')")
    let next = try fixture.run(["--endpos", "current"])
    #expect(next.exit == 0, "\(next.stderr)")
    #expect(ids(next.stdout) == ["5"])
  }
}
