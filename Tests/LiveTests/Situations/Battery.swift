import Foundation

/// How long the long batteries are: short in every run, whole under `scripts/test --full`.
enum Battery {
  static let isFull = ProcessInfo.processInfo.environment["BLINK_FULL"] == "1"

  static func rounds(_ short: Int, full: Int) -> Int { isFull ? full : short }
}
