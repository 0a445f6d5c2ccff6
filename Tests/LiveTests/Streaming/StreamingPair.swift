import Foundation
import Support
import Testing

/// Two pipelines that get the same changes: one asks the server to stream transactions that have
/// not ended, the other does not. Their outputs must be the same bytes.
struct StreamingPair {
  let cluster: TestCluster
  let plain: Fixture
  let streaming: Fixture

  /// Makes the tables and both slots; `sql` must make the publication `p`.
  init(_ sql: String, streams: String, settings: [String: String] = [:]) throws {
    cluster = try TestCluster(
      settings: ["logical_decoding_work_mem": "64kB"].merging(settings) { $1 })
    try cluster.psql(sql)
    plain = try Self.fixture(cluster, streams, slot: "plain", streaming: false)
    streaming = try Self.fixture(cluster, streams, slot: "streaming", streaming: true)
    for fixture in [plain, streaming] {
      let outcome = try fixture.run(["--endpos", "current"])
      guard outcome.exit == 0 else { throw SupportError(outcome.stderr) }
    }
  }

  private static func fixture(
    _ cluster: TestCluster, _ streams: String, slot: String, streaming: Bool
  ) throws -> Fixture {
    let yaml = Fixture.yaml(
      streams, slot: slot, source: "    publication: p\n    streaming: \(streaming)")
    return try Fixture(
      cluster,
      yaml: yaml.replacingOccurrences(of: "stream_snapshot: true", with: "stream_snapshot: false"))
  }

  /// Reads what is there with one of them; gives the events.
  static func read(_ fixture: Fixture) throws -> String {
    let outcome = try fixture.run(["--endpos", "current"])
    guard outcome.exit == 0 else { throw SupportError(outcome.stderr) }
    return outcome.stdout
  }

  /// Waits until everything that is written now is confirmed by the pipeline that streams, or its
  /// program has ended; gives whether one of them is so.
  func waitUntilConfirmed(by program: RunningProgram? = nil) throws -> Bool {
    let position = try cluster.psql("SELECT pg_current_wal_flush_lsn()")
    return try eventually(120) {
      if let program, !program.isRunning { return true }
      return try cluster.psql(
        """
        SELECT confirmed_flush_lsn >= '\(position)' FROM pg_replication_slots
          WHERE slot_name = 'streaming'
        """) == "t"
    }
  }

  /// How many transactions the server has streamed to the pipeline that asked for it.
  func streamedTransactions(of slot: String = "streaming") throws -> Int {
    Int(
      try cluster.psql(
        "SELECT stream_txns FROM pg_stat_replication_slots WHERE slot_name = '\(slot)'")) ?? -1
  }

  /// Expects that it streamed, and that without asking it did not.
  func expectStreamed() throws {
    #expect(try eventually { try streamedTransactions() > 0 })
    #expect(try streamedTransactions(of: "plain") == 0)
  }

  /// Files in the state directory of the pipeline that streams.
  var stateFiles: [String] {
    let folder = streaming.folder.path + "/.blink/state"
    return ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).sorted()
  }

  /// Expects the same bytes; shows the first line that differs.
  static func expectSame(_ plain: String, _ streaming: String, _ comment: Comment? = nil) {
    guard let difference = difference(plain, streaming) else { return }
    Issue.record("\(comment ?? "") \(difference)")
  }

  /// The first line that differs; nil where the bytes are the same.
  static func difference(_ plain: String, _ streaming: String) -> String? {
    guard plain != streaming else { return nil }
    let (a, b) = (plain.split(separator: "\n"), streaming.split(separator: "\n"))
    let place = zip(a, b).enumerated().first { $1.0 != $1.1 }?.offset ?? min(a.count, b.count)
    let lines = [a, b].map { place < $0.count ? $0[place].prefix(300) : "(end)" }
    return """
      \(a.count) and \(b.count) lines, line \(place) differs:
      \(lines[0])
      \(lines[1])
      """
  }
}
