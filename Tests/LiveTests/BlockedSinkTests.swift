import Foundation
import Support
import Testing

/// A consumer that does not read: the connection stays up, and nothing is lost.
@Suite struct BlockedSinkTests {
  @Test func keepalivesAreAnsweredWhileStandardOutputIsBlocked() throws {
    let cluster = try TestCluster(settings: ["wal_sender_timeout": "2s"])
    try cluster.psql("CREATE TABLE t (id int PRIMARY KEY, v text)")
    let streams = Fixture.stream("t", [("id", "Int32"), ("v", "String")])
    let fixture = try Fixture(
      cluster, yaml: Fixture.yaml(streams, source: "    stall_timeout: 60s"))
    let pipe = Pipe()
    let program = try fixture.startStreaming(output: pipe)
    let pid = try cluster.psql("SELECT pid FROM pg_stat_replication")
    // Far more than a pipe and the queue hold.
    try cluster.psql("INSERT INTO t SELECT g, repeat('v', 1000) FROM generate_series(1, 40000) g")
    sleep(7)
    #expect(try cluster.psql("SELECT pid FROM pg_stat_replication") == pid)
    let confirmed = try cluster.psql(
      "SELECT pg_current_wal_lsn() - confirmed_flush_lsn > 1000000 FROM pg_replication_slots")
    #expect(confirmed == "t", "what nobody has read must not be confirmed")
    let reader = Reader(pipe)
    #expect(eventually(60) { reader.lines >= 40_000 })
    program.signal(SIGTERM)
    #expect(try program.wait() == 0)
    #expect(reader.lines == 40_000)
    #expect(!program.stderr.contains("connection lost"))
  }

  @Test func aStalledSinkLetsTheServerGoAndNothingIsLostOrRepeated() throws {
    let cluster = try TestCluster()
    try cluster.psql("CREATE TABLE t (id int PRIMARY KEY, v text)")
    let streams = Fixture.stream("t", [("id", "Int32"), ("v", "String")])
    let fixture = try Fixture(
      cluster, yaml: Fixture.yaml(streams, source: "    stall_timeout: 2s"))
    let pipe = Pipe()
    let program = try fixture.startStreaming(output: pipe)
    try cluster.psql("INSERT INTO t SELECT g, repeat('v', 1000) FROM generate_series(1, 40000) g")
    #expect(eventually { program.stderr.contains("no progress") })
    #expect(
      try eventually { try cluster.psql("SELECT count(*) FROM pg_stat_replication") == "0" })
    let reader = Reader(pipe)
    #expect(eventually(60) { reader.lines >= 40_000 })
    program.signal(SIGTERM)
    #expect(try program.wait() == 0)
    #expect(reader.lines == 40_000)
  }

  /// Counts the lines of a pipe.
  private final class Reader: @unchecked Sendable {
    // SAFETY: `count` is read and written under `lock`.
    private let lock = NSLock()
    private var count = 0
    var lines: Int { lock.withLock { count } }

    init(_ pipe: Pipe) {
      pipe.fileHandleForReading.readabilityHandler = { [weak self] handle in
        let data = handle.availableData
        let found = data.count { $0 == UInt8(ascii: "\n") }
        self?.lock.withLock { self?.count += found }
      }
    }
  }
}
