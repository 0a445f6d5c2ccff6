import Foundation
import Support
import Testing

/// Connections, processes and disks that fail while transactions are streamed.
@Suite struct StreamingFaultTests {
  private static let terminate = "SELECT pg_terminate_backend(pid) FROM pg_stat_replication"

  private func pair(_ settings: [String: String] = [:]) throws -> StreamingPair {
    try StreamingPair(
      StreamingTests.tables, streams: StreamingTests.streams, settings: settings)
  }

  /// A transaction with a rollback, which takes about a second.
  private func slow(_ base: Int) -> String {
    let steps = (0..<20).map { step in
      let first = base + step * 300
      return "SAVEPOINT s; \(StreamingTests.insert(first...(first + 299)))"
        + (step % 3 == 2 ? "ROLLBACK TO s;" : "RELEASE s;") + "SELECT pg_sleep(0.05);"
    }
    return "BEGIN; \(steps.joined()) COMMIT; INSERT INTO a VALUES (\(base - 1), 0, 'small');"
  }

  @Test func aWalsenderKilledInTheMiddleOfBlocksSendsThemAgain() throws {
    let pair = try pair()
    let program = try pair.streaming.startStreaming()
    let group = DispatchGroup()
    for session in 1...2 {
      DispatchQueue.global().async(group: group) {
        _ = try? pair.cluster.psql((0..<3).map { slow(session * 100_000 + $0 * 10_000) }.joined())
      }
    }
    var kills = 0
    while group.wait(timeout: .now() + 0.2) == .timedOut {
      if try pair.cluster.psql(Self.terminate) == "t" { kills += 1 }
    }
    #expect(kills > 2)
    #expect(try pair.waitUntilConfirmed())
    program.signal(SIGTERM)
    #expect(try program.wait() == 0)
    let plain = try StreamingPair.read(pair.plain)
    StreamingPair.expectSame(plain, program.stdout)
    #expect(plain.split(separator: "\n").count == 6 * (14 * 300 + 1))
    try pair.expectStreamed()
  }

  @Test func aWalsenderKilledInTheMiddleOfAReplayRepeatsNothing() throws {
    // A stalled run notices the loss when it sends its status, every second here.
    let pair = try pair(["wal_sender_timeout": "3s"])
    let pipe = Pipe()
    let program = try pair.streaming.startStreaming(output: pipe)
    // Far more than a pipe and the queue hold: the replay stands still.
    try pair.cluster.psql(StreamingTests.insert(1...40_000, characters: 1000))
    try pair.cluster.psql("INSERT INTO a VALUES (50000, 0, 'small')")
    sleep(2)
    #expect(try pair.cluster.psql(Self.terminate) == "t")
    #expect(eventually { program.stderr.contains("connection lost") })
    let reader = PipeReader(pipe, keeping: true)
    #expect(eventually(60) { reader.lines >= 40_001 }, "\(reader.lines)")
    program.signal(SIGTERM)
    #expect(try program.wait() == 0)
    StreamingPair.expectSame(try StreamingPair.read(pair.plain), reader.text)
    try pair.expectStreamed()
  }

  @Test func aKilledRunLosesNothingAndKeepsTheOrder() throws {
    let pair = try pair()
    let group = DispatchGroup()
    DispatchQueue.global().async(group: group) {
      _ = try? pair.cluster.psql((0..<5).map { slow(($0 + 1) * 10_000) }.joined())
    }
    var texts: [String] = []
    // A kill may come between the making of a file and the taking of its name, hardly ever twice.
    var left = 0
    while group.wait(timeout: .now()) == .timedOut {
      let program = try pair.streaming.start()
      _ = group.wait(timeout: .now() + 0.7)
      program.signal(SIGKILL)
      _ = try program.wait()
      texts.append(program.stdout)
      if pair.stateFiles.contains(where: { $0.contains("spool") }) { left += 1 }
    }
    #expect(texts.count > 2)
    #expect(left <= 1)
    texts.append(try StreamingPair.read(pair.streaming))
    #expect(pair.stateFiles.allSatisfy { !$0.contains("spool") }, "\(pair.stateFiles)")
    let plain = try StreamingPair.read(pair.plain)
    StreamingPair.expectSame(plain, Self.withoutRepetitions(texts))
    try pair.expectStreamed()
  }

  /// What a consumer keeps that knows the position of the last event it has.
  private static func withoutRepetitions(_ texts: [String]) -> String {
    var kept = ""
    var last = (UInt64(0), -1)
    for text in texts {
      // A line without its end was cut off by the kill.
      for line in text.split(separator: "\n", omittingEmptySubsequences: false).dropLast() {
        guard let position = position(line) else { continue }
        if position > last {
          kept += line + "\n"
          last = position
        }
      }
    }
    return kept
  }

  private static func position(_ line: Substring) -> (UInt64, Int)? {
    let event = try? JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
    guard let lsn = (event?["lsn"] as? String)?.split(separator: "/"), lsn.count == 2,
      let high = UInt64(lsn[0], radix: 16), let low = UInt64(lsn[1], radix: 16),
      let number = event?["seq"] as? Int
    else { return nil }
    return (high << 32 | low, number)
  }

  @Test func theConnectionStaysWhileAReplayWaitsForTheSink() throws {
    let pair = try pair(["wal_sender_timeout": "2s"])
    let pipe = Pipe()
    let program = try pair.streaming.startStreaming(output: pipe)
    let pid = try pair.cluster.psql("SELECT pid FROM pg_stat_replication")
    try pair.cluster.psql(StreamingTests.insert(1...40_000, characters: 1000))
    sleep(7)
    #expect(try pair.cluster.psql("SELECT pid FROM pg_stat_replication") == pid)
    // Keepalives between its blocks confirm WAL that is older than the commit.
    let confirmed = try pair.cluster.psql(
      "SELECT confirmed_flush_lsn FROM pg_replication_slots WHERE slot_name = 'streaming'")
    let reader = PipeReader(pipe, keeping: true)
    #expect(eventually(60) { reader.lines >= 40_000 }, "\(reader.lines)")
    let event = try #require(reader.text.split(separator: "\n").first.flatMap(Self.position))
    let commit = String(event.0 >> 32, radix: 16) + "/" + String(event.0 & 0xFFFF_FFFF, radix: 16)
    #expect(
      try pair.cluster.psql("SELECT '\(confirmed)'::pg_lsn < '\(commit)'::pg_lsn") == "t",
      "what nobody has read must not be confirmed")
    program.signal(SIGTERM)
    #expect(try program.wait() == 0)
    #expect(!program.stderr.contains("connection lost"))
    StreamingPair.expectSame(try StreamingPair.read(pair.plain), reader.text)
    try pair.expectStreamed()
  }

  @Test func aStopInTheMiddleOfAReplayLeavesTheRestForTheNextRun() throws {
    let pair = try pair()
    let pipe = Pipe()
    let program = try pair.streaming.startStreaming(output: pipe)
    try pair.cluster.psql(StreamingTests.insert(1...40_000, characters: 1000))
    sleep(2)
    program.signal(SIGTERM)
    usleep(500_000)
    #expect(program.isRunning)
    let reader = PipeReader(pipe, keeping: true)
    #expect(try program.wait() == 0, "\(program.stderr)")
    let rest = try StreamingPair.read(pair.streaming)
    #expect(rest.split(separator: "\n").count == 40_000)
    let plain = try StreamingPair.read(pair.plain)
    StreamingPair.expectSame(plain, rest)
    #expect(eventually { !reader.text.isEmpty && plain.hasPrefix(reader.text) })
    #expect(reader.lines < 40_000)
  }

  @Test func aFullDiskIsSaidAndNothingIsLost() throws {
    let pair = try pair()
    try pair.cluster.psql("INSERT INTO a VALUES (1000000, 0, 'before')")
    try pair.cluster.psql(StreamingTests.insert(1...9000))
    try pair.cluster.psql("INSERT INTO a VALUES (1000001, 0, 'after')")
    let limited = try Program.run(
      "/bin/bash",
      ["-c", "set -o pipefail; (ulimit -f 200; exec $RUN --endpos current) | cat"],
      environment: pair.streaming.environment.merging([
        "PATH": "/usr/bin:/bin", "RUN": BlinkBinary.run.path,
      ]) { $1 }, directory: pair.streaming.folder.path)
    #expect(limited.exit == 1, "\(limited.stderr)")
    #expect(limited.stderr.contains("the spool of a streamed transaction cannot be written: File"))
    #expect(limited.stderr.contains("space in the state directory"))
    #expect(limited.stderr.contains("streaming: false under source.config"))
    #expect(limited.stderr.contains(".blink/state"))
    // What came before is delivered and confirmed, what did not fit is not.
    #expect(limited.stdout.split(separator: "\n").count == 1)
    #expect(limited.stdout.contains("before"))
    #expect(pair.stateFiles == ["streaming.json", "streaming.lock"])
    let rest = try StreamingPair.read(pair.streaming)
    StreamingPair.expectSame(try StreamingPair.read(pair.plain), limited.stdout + rest)
    #expect(rest.split(separator: "\n").count == 9001)
  }
}
