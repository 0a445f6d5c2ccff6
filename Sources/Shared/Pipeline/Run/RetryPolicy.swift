/// How long to wait before the next attempt: doubling from 0.1 s to 10 s. Pure.
package struct RetryPolicy: Sendable, Equatable {
  private static let first = Duration.milliseconds(100)
  private static let longest = Duration.seconds(10)
  private var next = Self.first

  /// A policy that has not been asked yet.
  package init() {}

  /// The pause before the next attempt.
  package mutating func pause() -> Duration {
    defer { next = min(next * 2, Self.longest) }
    return next
  }

  /// Something worked: begin again with short pauses.
  package mutating func reset() { next = Self.first }
}
