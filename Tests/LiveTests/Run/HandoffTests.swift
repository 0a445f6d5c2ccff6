import Foundation
import Support
import Testing

/// The step from snapshot to stream under load: nothing lost, nothing invented.
@Suite struct HandoffTests {
  @Test func sourceEqualsOutputWithWritersFromBeforeTheSlotToAfterTheSnapshot() throws {
    let cluster = try TestCluster()
    try cluster.psql(Load.tables)
    for round in 1...Battery.rounds(3, full: 20) {
      let fixture = try Fixture(
        cluster, yaml: Fixture.yaml(Load.streams, slot: "handoff_\(round)"))
      let load = Load(cluster, writers: 4)
      usleep(200_000)
      let program = try fixture.startStreaming()
      usleep(500_000)
      #expect(load.finish() == [])
      let position = try cluster.psql("SELECT pg_current_wal_flush_lsn()")
      program.signal(SIGTERM)
      #expect(try program.wait() == 0)
      let rest = try fixture.run(["--endpos", position])
      #expect(rest.exit == 0, "\(rest.stderr)")
      let output = try Materialised(program.stdout + rest.stdout)
      #expect(output.problems == [])
      for (stream, rows) in try Load.source(cluster) {
        #expect(output.lines(of: stream) == rows, "round \(round), \(stream)")
      }
      try cluster.psql(
        "SELECT pg_drop_replication_slot('handoff_\(round)'); DROP PUBLICATION handoff_\(round)")
    }
  }

  @Test func killAtRandomMomentsLosesNothingAndKeepsOrder() throws {
    let cluster = try TestCluster(settings: ["wal_sender_timeout": "5s"])
    try cluster.psql(Load.tables)
    let fixture = try Fixture(cluster, yaml: Fixture.yaml(Load.streams))
    let load = Load(cluster, writers: 3)
    var text = ""
    for _ in 1...Battery.rounds(6, full: 20) {
      let program = try fixture.start(["--wait", "20s"])
      usleep(UInt32.random(in: 100_000...1_200_000))
      program.signal(SIGKILL)
      _ = try program.wait()
      text += Self.wholeLines(program.stdout)
    }
    #expect(load.finish() == [])
    let last = try fixture.run(["--endpos", "current", "--wait", "20s"])
    #expect(last.exit == 0, "\(last.stderr)")
    let output = try Materialised(text + last.stdout)
    #expect(output.problems == [])
    for (stream, rows) in try Load.source(cluster) {
      #expect(output.lines(of: stream) == rows, "\(stream)")
    }
  }

  /// A killed process may leave half a line, which a consumer drops.
  private static func wholeLines(_ text: String) -> String {
    guard let end = text.lastIndex(of: "\n") else { return "" }
    return String(text[...end])
  }
}
