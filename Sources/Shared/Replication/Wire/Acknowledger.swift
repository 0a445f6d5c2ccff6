package import Postgres

/// Decides what is confirmed to the source, and when. Pure: positions and times in, status
/// updates out (docs/explanation/delivery.md).
///
/// A position is confirmed only after it was stored, and stored only after everything before it
/// was durable at the sink. LSNs are never compared across units: a keepalive's position joins
/// the queue behind what was received before it.
package struct Acknowledger: Sendable {
  package typealias Instant = ContinuousClock.Instant

  /// The highest position received, for the server's `write_lsn`.
  package private(set) var received: LSN
  /// Everything up to here is durable at the sink.
  package private(set) var watermark: LSN
  /// What the state file holds, and so the most that may be confirmed.
  package private(set) var stored: LSN
  private var confirmed: LSN?
  private var deliveredData = false
  private var lastStored: Instant
  private var lastSent: Instant?
  private var replyRequested = false
  private let interval: Duration

  /// - Parameters:
  ///   - start: the position the stream starts from, which is in the state already.
  ///   - senderTimeout: the server's `wal_sender_timeout`; zero for none.
  package init(start: LSN, senderTimeout: Duration, now: Instant) {
    received = start
    watermark = start
    stored = start
    lastStored = now
    let third = senderTimeout / 3
    interval = senderTimeout > .zero ? min(.seconds(10), third) : .seconds(10)
  }

  /// Something was received up to `position`.
  package mutating func receive(_ position: LSN) { received = max(received, position) }

  /// The server wants a status at once.
  package mutating func requestReply() { replyRequested = true }

  /// The sink made everything up to `position` durable.
  ///
  /// - Parameter data: whether events were among it; idle positions are stored more rarely.
  package mutating func deliver(_ position: LSN, data: Bool) {
    if data { deliveredData = true }
    guard position > watermark else { return }
    watermark = position
    receive(position)
  }

  /// The position to store now; nil where nothing is due.
  ///
  /// At most once a second while data flows, once in ten seconds while it does not.
  package func positionToStore(now: Instant, isLast: Bool = false) -> LSN? {
    guard watermark > stored else { return nil }
    let pause: Duration = deliveredData ? .seconds(1) : .seconds(10)
    return isLast || lastStored.duration(to: now) >= pause ? watermark : nil
  }

  /// The state file now holds `position`.
  package mutating func didStore(_ position: LSN, now: Instant) {
    precondition(position >= stored && position <= watermark, "a position moved back")
    stored = position
    lastStored = now
    deliveredData = false
  }

  /// The status to send now; nil where none is due.
  package mutating func statusToSend(
    now: Instant, asking: Bool = false, isLast: Bool = false
  ) -> StatusUpdate? {
    let silence = lastSent.map { $0.duration(to: now) }
    let isDue = silence.map { $0 >= interval } ?? true
    guard isDue || replyRequested || confirmed != stored || asking || isLast else { return nil }
    replyRequested = false
    confirmed = stored
    lastSent = now
    return StatusUpdate(
      written: max(received, stored), flushed: stored, requestsReply: asking)
  }

  /// When to look again at the latest.
  package func nextDeadline(now: Instant) -> Instant {
    var next = (lastSent ?? now).advanced(by: interval)
    if watermark > stored {
      next = min(next, lastStored.advanced(by: deliveredData ? .seconds(1) : .seconds(10)))
    }
    return max(next, now)
  }
}
