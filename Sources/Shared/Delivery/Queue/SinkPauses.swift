/// How long to wait before a sink is opened again: doubling from 0.1 s to 30 s, each less a random
/// part of up to a half, so that many pipelines do not come back at the same moment. Pure.
struct SinkPauses: Sendable, Equatable {
  private static let longest = Duration.seconds(30)
  private let first: Duration
  private var next: Duration

  init(first: Duration = .milliseconds(100)) {
    self.first = first
    next = first
  }

  /// The pause before the next attempt.
  ///
  /// - Parameters:
  ///   - wish: the target's own wish, which is kept to where it is longer.
  ///   - random: gives a number from 0 to 1.
  mutating func pause(wish: Duration?, random: () -> Double) -> Duration {
    defer { next = min(next * 2, Self.longest) }
    let jittered = next * (1 - random() / 2)
    return max(jittered, wish ?? .zero)
  }

  /// Something worked: begin again with short pauses.
  mutating func reset() { next = first }
}
