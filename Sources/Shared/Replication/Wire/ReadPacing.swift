/// Decides how the next bytes of a stream are awaited: at once while little comes; under load the
/// socket is left alone for a moment after each look, so that neither side is woken for every row.
/// Pure.
///
/// Over TCP about half of what is there stays there. Nothing is acknowledged during a pause: what
/// the server may not send by then, by its congestion window or our receive window, waits in its
/// send buffer and leaves it together as our reads make room. That takes sending off the walsender,
/// up to half of its CPU (docs/reference/performance.md: C1, server CPU); how much is up to the
/// server's congestion control. A Unix-domain socket is emptied: it holds little, and a server that
/// finds it full waits.
package struct ReadPacing: Sendable {
  /// How long events gather for a block under load.
  package static let blockAge = Duration.milliseconds(5)
  /// How many records of TLS are taken before anything else is looked after.
  package static let recordsAtOnce = 64

  /// What makes a source one under load, in bytes a `window`; with a quarter it is none any more.
  private static let load = 16 * 1024
  private static let window = Duration.milliseconds(5)
  /// What is taken after a pause at least, in bytes: what libpq takes at once.
  private static let least = 16 * 1024
  /// The longest pause, in microseconds, and how fast it becomes so long again.
  private static let longestPause: UInt32 = 200
  private static let step: UInt32 = 20
  /// With a shorter one whatever is there is taken.
  private static let shortestPause: UInt32 = 20

  /// Whether bytes are left to gather.
  package private(set) var isOn = false
  private let isLocal: Bool
  private var pauseLength = longestPause
  private var foundNothing = false
  /// Bytes of messages since the last pause, and how many to take before the next.
  private var taken = 0
  private var share = 0
  private var inWindow = 0
  private var windowBegan: ContinuousClock.Instant

  /// - Parameter isLocal: whether the bytes come over a Unix-domain socket.
  package init(isLocal: Bool, now: ContinuousClock.Instant) {
    self.isLocal = isLocal
    windowBegan = now
  }

  /// Whether more is expected within the pause.
  package var expectsMore: Bool { isOn && !foundNothing }

  /// How long to pause instead of waiting for the socket, in microseconds; nil to wait for it.
  var pause: UInt32? { expectsMore ? pauseLength : nil }

  /// A message of so many bytes was read.
  @inline(__always)
  package mutating func took(_ bytes: Int) { taken += bytes }

  /// Whether to take what is there instead of waiting.
  func takesAtOnce(inSocket: Int, inLibrary: Bool) -> Bool {
    if inLibrary { return true }
    guard inSocket > 0 else { return false }
    return !isOn || isLocal || pauseLength < Self.shortestPause || taken + Self.least <= share
  }

  /// Bytes are taken without a pause, or a wait for the socket has ended.
  mutating func looked(now: ContinuousClock.Instant) {
    foundNothing = false
    if !isOn { endTurn(now) }
  }

  /// A pause has ended.
  mutating func paused(inSocket: Int, now: ContinuousClock.Instant) {
    let tooMuch = isLocal ? 64 * 1024 : 20 * 1024
    // The server may have waited.
    pauseLength =
      taken > tooMuch
      ? pauseLength - pauseLength / 4 : min(pauseLength + Self.step, Self.longestPause)
    foundNothing = inSocket == 0
    share = max(inSocket / 2, Self.least)
    endTurn(now)
  }

  private mutating func endTurn(_ now: ContinuousClock.Instant) {
    inWindow += taken
    taken = 0
    let isOver = windowBegan.duration(to: now) >= Self.window
    if inWindow > Self.load {
      isOn = true
    } else if !isOver {
      return
    } else if inWindow < Self.load / 4 {
      isOn = false
    }
    inWindow = 0
    windowBegan = now
  }
}
