package import Postgres

/// Decides what is confirmed to the source, and when. Pure: positions and times in, status
/// updates out (docs/explanation/delivery.md).
///
/// A position is confirmed only after it was stored, and handed over to be stored only after
/// everything before it was durable at the sink. Storing takes as long as the disk likes. LSNs are never compared across units: a keepalive's position joins
/// the queue behind what was received before it.
package struct Acknowledger: Sendable {
  package typealias Instant = ContinuousClock.Instant

  /// The highest position received, for the server's `write_lsn`.
  package private(set) var received: LSN
  /// Everything up to here is durable at the sink.
  package private(set) var watermark: LSN
  /// What the state file holds, and so the most that may be confirmed.
  package private(set) var stored: LSN
  /// What was handed over to be stored.
  private var handedOver: LSN
  private var confirmed: LSN?
  private var deliveredData = false
  private var lastHandedOver: Instant
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
    handedOver = start
    lastHandedOver = now
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

  /// The position to hand over to be stored now, which then counts as handed over; nil where
  /// none is due.
  ///
  /// At most once a second while data flows, once in ten seconds while it does not.
  package mutating func positionToStore(now: Instant, isLast: Bool = false) -> LSN? {
    guard watermark > handedOver, isLast || now >= storingIsDue else { return nil }
    handedOver = watermark
    lastHandedOver = now
    deliveredData = false
    return watermark
  }

  private var storingIsDue: Instant {
    lastHandedOver.advanced(by: deliveredData ? .seconds(1) : .seconds(10))
  }

  /// The state now holds `position`, which this session or an earlier one handed over.
  package mutating func didStore(_ position: LSN) {
    precondition(position >= stored, "a position moved back")
    stored = position
    // An earlier session may have handed it over; its events were durable then.
    handedOver = max(handedOver, position)
    watermark = max(watermark, position)
    receive(position)
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
    if watermark > handedOver { next = min(next, storingIsDue) }
    return max(next, now)
  }
}
