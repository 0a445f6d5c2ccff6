import Foundation
import Support
import Testing

/// Random nested savepoints from several sessions: the same events whether the server streams
/// them or not.
@Suite(.serialized) struct StreamingPropertyTests {
  private static let seeds = (1...Battery.rounds(6, full: 60)).map { UInt64($0) }

  @Test func randomTransactionsGiveTheSameBytes() throws {
    let pair = try StreamingPair(RandomTransactions.tables, streams: RandomTransactions.streams)
    var events = 0
    for seed in Self.seeds {
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
      let streamed: String
      if let program {
        #expect(try pair.waitUntilConfirmed())
        program.signal(SIGTERM)
        #expect(try program.wait() == 0, "\(program.stderr)")
        streamed = program.stdout
      } else {
        streamed = try StreamingPair.read(pair.streaming)
      }
      let plain = try StreamingPair.read(pair.plain)
      StreamingPair.expectSame(plain, streamed, "seed \(seed)")
      events += plain.split(separator: "\n").count
      try pair.cluster.psql("TRUNCATE a")
    }
    #expect(events > 1000)
    try pair.expectStreamed()
    print("\(events) events, \(try pair.streamedTransactions()) streamed transactions")
  }
}
