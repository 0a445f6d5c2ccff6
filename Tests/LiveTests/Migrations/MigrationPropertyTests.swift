import Foundation
import Support
import Testing

/// Random schemas, migrations and changes of rows under a pipeline that runs, is stopped or is
/// killed: the consumer ends with the source's rows, or the run stops, names the table and says how
/// to go on, and then the consumer ends with the source's rows.
@Suite struct MigrationPropertyTests {
  /// Played side by side.
  private static let lanes = 2

  @Test(arguments: 0..<lanes)
  func theConsumerEndsWithTheSourcesRows(lane: Int) throws {
    let cluster = try TestCluster()
    var tally = MigrationTally()
    let seeds = Self.seeds.enumerated().filter { $0.offset % Self.lanes == lane }.map(\.element)
    for seed in seeds {
      let round = try MigrationRound.play(cluster, seed: seed)
      tally.add(round)
      if !round.problems.isEmpty {
        let text = ["BLINK_SEED=\(seed)"] + round.problems + ["what happened:"] + round.story
        Issue.record("\(text.joined(separator: "\n"))")
      }
    }
    print("seeds \(seeds.first ?? 0)…\(seeds.last ?? 0):\n\(tally)")
  }

  /// The same few in every run, many new ones in a full one. `BLINK_SEED` plays one again;
  /// `BLINK_SEEDS=FIRST-LAST` a range.
  private static let seeds: [UInt64] = {
    let environment = ProcessInfo.processInfo.environment
    if let seed = environment["BLINK_SEED"].flatMap(UInt64.init) { return [seed] }
    let range = environment["BLINK_SEEDS"]?.split(separator: "-").compactMap { UInt64($0) } ?? []
    if range.count == 2, range[0] <= range[1] { return Array(range[0]...range[1]) }
    guard Battery.isFull else { return Array(1...20) }
    let start = UInt64.random(in: 1_000...1_000_000_000)
    return (0..<500).map { start + $0 }
  }()
}

/// How often each migration was played, and how often the run stopped at it.
struct MigrationTally: CustomStringConvertible {
  private var counts: [Migration: (played: Int, stops: [Int32: Int])] = [:]

  mutating func add(_ round: MigrationRound) {
    for (migration, exits) in round.played {
      counts[migration, default: (0, [:])].played += 1
      for exit in exits where [2, 7, 9].contains(exit) {
        counts[migration, default: (0, [:])].stops[exit, default: 0] += 1
      }
    }
  }

  var description: String {
    counts.sorted { $0.key < $1.key }.map { migration, count in
      let stops = count.stops.sorted { $0.key < $1.key }.map { "exit \($0.key): \($0.value)" }
      return "  \(migration): \(count.played)  \(stops.joined(separator: ", "))"
    }.joined(separator: "\n")
  }
}
