import Foundation
import Support
import Testing

/// Random databases, hand edits and migrations: a merge keeps every edit that the migration did
/// not touch, and its result is well formed, settled and what `--dry-run` said.
@Suite struct MergePropertyTests {
  @Test func everyEditThatTheMigrationDidNotTouchIsKept() throws {
    let cluster = try TestCluster()
    for seed in Self.seeds {
      var problems: [String]
      do {
        problems = try MergeRound.play(cluster, seed: seed)
      } catch {
        problems = ["seed \(seed)", "\(error)"]
      }
      if !problems.isEmpty { Issue.record("\(problems.joined(separator: "\n"))") }
    }
  }

  /// The same few in every run, many new ones in a full one; `BLINK_SEED` plays one again.
  private static var seeds: [UInt64] {
    let seed = ProcessInfo.processInfo.environment["BLINK_SEED"].flatMap(UInt64.init)
    if let seed { return [seed] }
    guard Battery.isFull else { return Array(1...8) + [448_385_014] }
    let start = UInt64.random(in: 1_000...1_000_000_000)
    return (0..<330).map { start + $0 }
  }
}
