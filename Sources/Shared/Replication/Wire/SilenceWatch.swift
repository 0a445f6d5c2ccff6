/// Notices a server that says nothing any more although it is asked. Pure.
///
/// A walsender answers a status that asks for a reply at once, and gives up a client that is
/// silent for `wal_sender_timeout`: so does the client, some seconds later.
package struct SilenceWatch: Sendable {
  package typealias Instant = ContinuousClock.Instant

  /// What to do about the silence.
  package enum Verdict: Sendable, Equatable { case fine, ask, lost }

  private static let patience = Duration.seconds(5)
  /// Nil where the server has no timeout: only TCP then tells.
  private let half: Duration?
  private var lastHeard: Instant
  private var askedAt: Instant?

  /// - Parameter senderTimeout: the server's `wal_sender_timeout`; zero for none.
  package init(senderTimeout: Duration, now: Instant) {
    half = senderTimeout > .zero ? senderTimeout / 2 : nil
    lastHeard = now
  }

  /// Something came, or nothing could come because we did not read.
  package mutating func heard(now: Instant) {
    lastHeard = now
    askedAt = nil
  }

  /// When silence has to be judged again at the latest; nil never.
  package var nextDeadline: Instant? {
    guard let half else { return nil }
    return askedAt.map { $0 + half + Self.patience } ?? lastHeard + half
  }

  /// Judges a moment at which nothing is there to be read.
  package mutating func verdict(now: Instant) -> Verdict {
    guard let half else { return .fine }
    if let askedAt { return askedAt.duration(to: now) >= half + Self.patience ? .lost : .fine }
    guard lastHeard.duration(to: now) >= half else { return .fine }
    askedAt = now
    return .ask
  }
}
