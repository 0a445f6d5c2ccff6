import Foundation
import Support
import Testing

/// Random nested savepoints from several sessions: the same events whether the server streams
/// them or not.
@Suite(.serialized) struct StreamingPropertyTests {
  private static let seeds = (1...Battery.rounds(6, full: 60)).map { UInt64($0) }

  /// For how many rounds PostgreSQL may be unable to decode its own WAL, as 15.18 was once under
  /// load. More of them would hide what is ours.
  private static let serverErrorsAllowed = Battery.rounds(1, full: 2)

  @Test func randomTransactionsGiveTheSameBytes() throws {
    var pairs = [try Self.pair()]
    var events = 0
    var serverErrors = 0
    for seed in Self.seeds {
      var pair = pairs[pairs.count - 1]
      var round = try Self.round(seed, pair)
      while let error = try round.check("seed \(seed)", on: pair.cluster) {
        let version = try pair.cluster.psql("SELECT split_part(version(), ' ', 2)")
        print(
          "seed \(seed): the server (PostgreSQL \(version)) cannot decode its own WAL: \(error);"
            + " pg_recvlogical says the same")
        serverErrors += 1
        try #require(serverErrors <= Self.serverErrorsAllowed)
        // Nobody gets past it. The seed counts only once it is compared to its end.
        pair = try Self.pair()
        pairs.append(pair)
        round = try Self.round(seed, pair)
      }
      events += round.plain.stdout.split(separator: "\n").count
      try pair.cluster.psql("TRUNCATE a")
    }
    #expect(events > 1000)
    var streamed = 0
    #expect(
      try eventually {
        streamed = try pairs.map { try $0.streamedTransactions() }.reduce(0, +)
        return streamed > 0
      })
    for pair in pairs { #expect(try pair.streamedTransactions(of: "plain") == 0) }
    print("\(events) events, \(streamed) streamed transactions, \(serverErrors) server errors")
  }

  private static func pair() throws -> StreamingPair {
    try StreamingPair(RandomTransactions.tables, streams: RandomTransactions.streams)
  }

  /// Writes the transactions of a seed and reads them with both pipelines.
  private static func round(_ seed: UInt64, _ pair: StreamingPair) throws -> StreamingRound {
    // Every other time the run follows, else it comes when all is written.
    let program = seed.isMultiple(of: 2) ? try pair.streaming.startStreaming() : nil
    let group = DispatchGroup()
    for session in 1...RandomTransactions.sessions {
      var transactions = RandomTransactions(seed: seed, session: session)
      let script = transactions.script(12)
      DispatchQueue.global().async(group: group) {
        do {
          try pair.cluster.psql(script)
        } catch {
          Issue.record("seed \(seed): \(error)")
        }
      }
    }
    group.wait()
    // A run does not start while a column of the file is missing.
    try pair.cluster.psql(RandomTransactions.restoration)
    let streaming: Program.Outcome
    if let program {
      #expect(try pair.waitUntilConfirmed(by: program))
      program.signal(SIGTERM)
      let exit = try program.wait()
      streaming = Program.Outcome(exit: exit, stdout: program.stdout, stderr: program.stderr)
    } else {
      streaming = try pair.streaming.run(["--endpos", "current"])
    }
    return StreamingRound(plain: try pair.plain.run(["--endpos", "current"]), streaming: streaming)
  }
}
