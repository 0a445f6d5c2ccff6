import Foundation
import Support
import Testing

/// Memory is flat whatever the size of table or transaction, and follows `snapshot_batch_size`.
@Suite(.serialized) struct MemoryTests {
  private static let rows = Battery.rounds(200_000, full: 1_000_000)
  private static let table = Fixture.stream(
    "t", [("id", "Int64"), ("a", "String"), ("b", "String"), ("n", "Int32")])

  /// A run that has come to stream, to nowhere.
  private static func started(_ fixture: Fixture) throws -> RunningProgram {
    let null = try #require(FileHandle(forWritingAtPath: "/dev/null"))
    let program = try BlinkBinary.run.start(
      [], environment: fixture.environment, directory: fixture.folder.path, to: null)
    #expect(eventually(120) { program.stderr.contains("streaming from") }, "\(program.stderr)")
    return program
  }

  /// Waits until everything that is written now is confirmed.
  private static func isDelivered(_ cluster: TestCluster) throws -> Bool {
    let position = try cluster.psql("SELECT pg_current_wal_flush_lsn()")
    return try eventually(180) {
      try cluster.psql("SELECT confirmed_flush_lsn >= '\(position)' FROM pg_replication_slots")
        == "t"
    }
  }

  @Test func aBigSnapshotAndABigTransactionStayBelow64MB() throws {
    let cluster = try TestCluster()
    try cluster.psql(
      """
      CREATE TABLE t (id bigint PRIMARY KEY, a text, b text, n int);
      INSERT INTO t SELECT g, md5(g::text), repeat('b', 100), g FROM generate_series(1, \(Self.rows)) g
      """)
    let fixture = try Fixture(cluster, yaml: Fixture.yaml(Self.table))
    let program = try Self.started(fixture)
    let snapshot = try #require(program.peakMemoryKiB)
    try cluster.psql(
      "INSERT INTO t SELECT g + 100000000, md5(g::text), repeat('b', 100), g FROM generate_series(1, \(Self.rows)) g"
    )
    #expect(try Self.isDelivered(cluster))
    let transaction = try #require(program.peakMemoryKiB)
    print("VmHWM after \(Self.rows) rows: snapshot \(snapshot) KiB, transaction \(transaction) KiB")
    #expect(snapshot < 64 * 1024)
    #expect(transaction < 64 * 1024)
    program.signal(SIGTERM)
    #expect(try program.wait() == 0)
  }

  @Test func peakMemoryOfAStreamedTransactionIsTheSameWhateverItsSize() throws {
    var peaks: [Int] = []
    for rows in [10_000, Self.rows] {
      let cluster = try TestCluster(settings: ["logical_decoding_work_mem": "64kB"])
      try cluster.psql("CREATE TABLE t (id bigint PRIMARY KEY, a text, b text, n int)")
      let fixture = try Fixture(
        cluster, yaml: Fixture.yaml(Self.table, source: "    streaming: true"))
      let program = try Self.started(fixture)
      try cluster.psql(
        "INSERT INTO t SELECT g, md5(g::text), repeat('b', 100), g FROM generate_series(1, \(rows)) g"
      )
      #expect(try Self.isDelivered(cluster))
      peaks.append(try #require(program.peakMemoryKiB))
      #expect(
        try eventually {
          try cluster.psql("SELECT stream_txns > 0 FROM pg_stat_replication_slots") == "t"
        })
      program.signal(SIGTERM)
      #expect(try program.wait() == 0)
    }
    print("VmHWM, streamed transactions of 10000 and \(Self.rows) rows: \(peaks) KiB")
    #expect(peaks[1] < peaks[0] + 6 * 1024, "\(peaks)")
  }

  /// Returns the peak in KiB once it has not grown for two seconds, or is above `expected`.
  private static func settledPeak(_ program: RunningProgram, above expected: Int?) -> Int {
    var peak = 0
    var since = Date()
    _ = eventually {
      let now = program.peakMemoryKiB ?? 0
      if now != peak { since = Date() }
      peak = now
      guard let expected else { return Date().timeIntervalSince(since) > 2 }
      return peak > expected
    }
    return peak
  }

  @Test func peakMemoryFollowsTheBatchSizeWhenTheSinkIsSlow() throws {
    let cluster = try TestCluster()
    try cluster.psql(
      """
      CREATE TABLE t (id bigint PRIMARY KEY, a text, b text, n int);
      INSERT INTO t SELECT g, repeat('a', 1000), '', g FROM generate_series(1, 60000) g
      """)
    var peaks: [Int] = []
    for size in [200, 40_000] {
      let fixture = try Fixture(
        cluster,
        yaml: Fixture.yaml(
          Self.table, slot: "s\(size)", source: "    snapshot_batch_size: \(size)"))
      let program = try fixture.start(output: Pipe())
      #expect(eventually { program.stderr.contains("snapshot of 1 table") })
      peaks.append(Self.settledPeak(program, above: peaks.first.map { $0 + 15 * 1024 }))
      program.signal(SIGTERM)
      #expect(try program.wait() == 0)
    }
    #expect(peaks[0] > 0 && peaks[1] > peaks[0] + 15 * 1024, "\(peaks)")
  }
}
