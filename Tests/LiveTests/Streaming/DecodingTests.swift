import Foundation
import Postgres
import Support
import Testing

/// A server that cannot decode its own WAL: what blink-run says, and how the tests tell it from a
/// fault of blink-run's.
@Suite struct DecodingTests {
  /// Rows before and behind those that cannot be decoded.
  private func damagedPair(rows: Int = 5000) throws -> StreamingPair {
    let pair = try StreamingPair(StreamingTests.tables, streams: StreamingTests.streams)
    try pair.cluster.psql("INSERT INTO a VALUES (1, 0, 'before')")
    try UndecodableRows.write(11...(10 + rows), to: pair.cluster)
    try pair.cluster.psql("INSERT INTO a VALUES (2, 0, 'behind')")
    return pair
  }

  private func position(_ fixture: Fixture, _ slot: String) throws -> String {
    let text = try fixture.folder.read(".blink/state/\(slot).json")
    let state = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any]
    return try #require(state?["position"] as? String)
  }

  /// What is the same for both pipelines.
  private func expectAnswer(_ outcome: Program.Outcome, _ fixture: Fixture, _ slot: String) throws {
    #expect(outcome.exit == 1, "\(outcome.stderr)")
    let relation = try fixture.cluster.psql("SELECT 'a'::regclass::oid")
    let message =
      "pg_attribute catalog is missing 1 attribute(s) for relation OID \(relation) (XX000)"
    let delivered = try position(fixture, slot)
    #expect(
      outcome.stderr.contains(
        """
        error: the server cannot decode its own WAL: \(message)
          at:  after LSN \(delivered), up to which everything is delivered
          why: nothing after it is confirmed, so nothing is lost, and what was written of it is sent \
        again; most likely every reader of slot \(slot) stops there
          fix: start blink-run again: where it depended on timing, a new session gets past it
        """), "\(outcome.stderr)")
    #expect(outcome.stderr.contains("--resnapshot \(slot)   takes a new snapshot"))
    #expect(outcome.stdout.contains("before"))
    #expect(!outcome.stdout.contains("behind"))
    // The slot is not ahead of what is said.
    #expect(
      try fixture.cluster.psql(
        """
        SELECT confirmed_flush_lsn <= '\(delivered)' FROM pg_replication_slots
          WHERE slot_name = '\(slot)'
        """) == "t")
  }

  @Test func itIsSaidWithWhatHelps() throws {
    let pair = try damagedPair()
    let outcome = try pair.plain.run(["--endpos", "current"])
    try expectAnswer(outcome, pair.plain, "plain")
    #expect(!outcome.stderr.contains("cannot stream"), "\(outcome.stderr)")
    // Started again, it repeats nothing of what it could read whole.
    let second = try pair.plain.run(["--endpos", "current"])
    try #require(second.exit == 1)
    #expect(!second.stdout.contains("before"))

    let pieces = outcome.stderr.split(separator: "\n").map { $0.dropFirst("  or: ".count + 1) }
    let copy = try #require(pieces.first { $0.hasPrefix("SELECT pg_copy_") })
    try pair.cluster.psql(String(copy.prefix { $0 != ";" }))
    let look = try #require(pieces.first { $0.hasPrefix("pg_recvlogical ") })
    let command = look[..<(try #require(look.firstRange(of: "   ")).lowerBound)]
    let reader = try Program.run(
      "/bin/bash", ["-c", command.replacing("DATABASE", with: "postgres").description],
      environment: [
        "PATH": "\(pair.cluster.path(of: "")):/usr/bin:/bin", "PGHOST": "127.0.0.1",
        "PGPORT": "\(pair.cluster.port)", "PGUSER": "postgres",
      ])
    #expect(reader.exit == 1)
    #expect(reader.stderr.contains("pg_attribute catalog is missing 1 attribute(s)"))
    try pair.cluster.psql("SELECT pg_drop_replication_slot('blink_probe')")

    try pair.plain.folder.write(
      "blink.yaml",
      try pair.plain.folder.read("blink.yaml").replacing(
        "stream_snapshot: false", with: "stream_snapshot: true"))
    let again = try pair.plain.run(["--endpos", "current", "--resnapshot", "plain"])
    #expect(again.exit == 0, "\(again.stderr)")
    let rows = Int(try pair.cluster.psql("SELECT count(*) FROM a"))
    #expect(again.stdout.split(separator: "\n").count == rows)
  }

  @Test func itIsSaidAfterStreamingIsGivenUp() throws {
    let pair = try damagedPair()
    let outcome = try pair.streaming.run(["--endpos", "current"])
    let warning = "the server cannot stream an open transaction (pg_attribute catalog is"
    #expect(outcome.stderr.contains(warning), "\(outcome.stderr)")
    try expectAnswer(outcome, pair.streaming, "streaming")
  }

  @Test func anotherReaderWithTheSameErrorMakesItTheServers() throws {
    let pair = try damagedPair()
    let round = StreamingRound(
      plain: try pair.plain.run(["--endpos", "current"]),
      streaming: try pair.streaming.run(["--endpos", "current"]))
    let error = try #require(try round.check("damage", on: pair.cluster))
    #expect(error.hasPrefix("pg_attribute catalog is missing 1 attribute(s) for relation OID "))
    #expect(error.hasSuffix(" (XX000)"))
  }

  @Test func anotherReaderWithoutTheErrorMakesItOurs() throws {
    let pair = try damagedPair(rows: 2)
    let outcome = try pair.plain.run(["--endpos", "current"])
    // Whoever reads now begins behind the rows, and has no error.
    try pair.cluster.psql("SELECT pg_replication_slot_advance('plain', pg_current_wal_flush_lsn())")
    let verdict = try DecodingVerdict.judge(outcome, of: "plain", on: pair.cluster)
    guard case .ours(let text) = verdict else {
      Issue.record("\(verdict)")
      return
    }
    #expect(text.hasPrefix("pg_recvlogical reads it through; blink-run does not: "))
    #expect(text.contains("pg_attribute catalog is missing 1 attribute(s)"))
    let round = StreamingRound(
      plain: outcome, streaming: Program.Outcome(exit: 0, stdout: outcome.stdout, stderr: ""))
    try pair.cluster.psql("SELECT pg_drop_replication_slot('copy_of_plain')")
    #expect(throws: SupportError.self) { try round.check("damage", on: pair.cluster) }
  }

  @Test func anotherErrorIsOurs() throws {
    let pair = try damagedPair(rows: 2)
    let other = Program.Outcome(
      exit: 1, stdout: "",
      stderr: "error: the server cannot decode its own WAL: unexpected duplicate (XX000)\n")
    guard case .ours(let text) = try DecodingVerdict.judge(other, of: "plain", on: pair.cluster)
    else { throw SupportError("another message is taken for the server's") }
    #expect(text.hasPrefix("pg_recvlogical says 'pg_attribute catalog is missing 1 attribute(s)"))
    try pair.cluster.psql("ALTER TABLE a DROP COLUMN id")
    let refused = try pair.streaming.run(["--endpos", "current"])
    let verdict = try DecodingVerdict.judge(refused, of: "streaming", on: pair.cluster)
    #expect(verdict == .ours("exit 2: \(refused.stderr)"))
  }

  @Test(arguments: [
    // What both wrote, and whether each of them read everything.
    ("1\n2\n", true, "1\n2\n", true, true), ("1\n", true, "1\n2\n", true, false),
    ("1\n2\n", true, "1\n", false, true), ("1\n", false, "1\n2\n", true, true),
    ("1\n", true, "1\n2\n", false, false), ("1\n2\n", false, "1\n", true, false),
    ("1\n", false, "1\n2\n", false, true), ("1\n2\n", false, "1\n", false, true),
    ("1\n", false, "2\n", true, false), ("1\n", true, "2\n3\n", false, false),
    ("1\n", false, "2\n", false, false),
  ])
  func whatWasReadBeforeTheErrorIsCompared(
    plain: String, plainIsWhole: Bool, streaming: String, streamingIsWhole: Bool, isSame: Bool
  ) {
    let round = StreamingRound(
      plain: Program.Outcome(exit: plainIsWhole ? 0 : 1, stdout: plain, stderr: ""),
      streaming: Program.Outcome(exit: streamingIsWhole ? 0 : 1, stdout: streaming, stderr: ""))
    #expect((round.difference == nil) == isSame)
  }
}
