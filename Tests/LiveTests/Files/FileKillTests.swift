import Foundation
import Support
import Testing

/// blink-run is killed again and again while four sessions write; in the files every event is once
/// and in order, as pg_recvlogical reads them from the same WAL.
@Suite struct FileKillTests {
  private static let kills = Battery.rounds(20, full: 300)

  @Test(arguments: [
    "", "    rotate_bytes: 300000\n    compression: gzip\n",
  ])
  func everyEventIsThereOnceAndInOrder(config: String) throws {
    let cluster = try TestCluster()
    try cluster.psql(Load.tables)
    let files = try FilesFixture(cluster, Load.streams, config: config)
    let first = try files.fixture.run(["--endpos", "current"])
    try #require(first.exit == 0, "\(first.stderr)")
    let peer = try PeerSlot(cluster)
    let load = Load(cluster, writers: 4)
    var random = SeededGenerator(seed: 12)
    for _ in 0..<Self.kills {
      let program = try files.fixture.start()
      usleep(UInt32.random(in: 100_000...900_000, using: &random))
      #expect(program.isRunning, "\(program.stderr)")
      program.signal(SIGKILL)
      _ = try? program.wait()
    }
    #expect(load.finish() == [])
    let last = try files.fixture.run(["--endpos", "current"], timeout: 300)
    #expect(last.exit == 0, "\(last.stderr)")
    let expected = try peer.events()
    let found = try files.events()
    #expect(found.count == expected.count)
    #expect(found.count > 200)
    #expect(zip(found, expected).first { $0 != $1 } == nil)
    if !config.isEmpty {
      let names = try FileManager.default.contentsOfDirectory(atPath: files.folder)
      #expect(names.contains { $0.hasSuffix(".jsonl.gz") })
      #expect(!names.contains { $0.hasSuffix(".tmp") })
    }
  }

  @Test func aSnapshotThatIsKilledLeavesNoRowTwice() throws {
    let cluster = try TestCluster()
    try cluster.psql(Load.tables)
    let files = try FilesFixture(
      cluster, Load.streams, path: "{schema}.{table}.jsonl",
      config: "    rotate_bytes: 50000\n    compression: gzip\n", snapshot: true)
    var random = SeededGenerator(seed: 13)
    for _ in 0..<8 {
      let program = try files.fixture.start()
      usleep(UInt32.random(in: 150_000...700_000, using: &random))
      program.signal(SIGKILL)
      _ = try? program.wait()
    }
    // However many kills it took, the snapshot is whole before the first change.
    let whole = try files.fixture.run(["--endpos", "current"])
    #expect(whole.exit == 0, "\(whole.stderr)")
    try cluster.psql("UPDATE account SET balance = 7 WHERE id < 10")
    let last = try files.fixture.run(["--endpos", "current"])
    #expect(last.exit == 0, "\(last.stderr)")
    let lines = try files.lines()
    #expect(lines.count { $0.hasPrefix("{\"event\":\"snapshot\"") } == 5500)
    #expect(lines.count { $0.hasPrefix("{\"event\":\"update\"") } == 9)
    let points = Set(
      lines.filter { $0.contains("\"event\":\"snapshot\"") }
        .compactMap { $0.firstMatch(of: /"lsn":"([^"]*)"/)?.1 })
    #expect(points.count == 1)
  }
}
