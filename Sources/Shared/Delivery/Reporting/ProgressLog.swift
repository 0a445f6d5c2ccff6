package import Diagnostics

/// Decides which lines about a run's progress a log gets, and when. Pure.
package struct ProgressLog: Sendable {
  package typealias Instant = ContinuousClock.Instant

  /// How often a snapshot says how far it has come, and a busy stream how much it has delivered.
  private static let snapshotPause = Duration.seconds(10)
  private static let streamPause = Duration.seconds(60)

  private var last: Instant
  private var events: Int
  private var wasSnapshot = false

  /// A log that begins now.
  package init(_ reading: RunFigures.Reading, now: Instant) {
    last = now
    events = reading.events
  }

  /// When to look again at the latest.
  package func nextDeadline(now: Instant) -> Instant {
    // A snapshot can begin at any time, and nobody says so.
    min(last.advanced(by: Self.streamPause), now.advanced(by: Self.snapshotPause))
  }

  /// The line that is due; nil where none is.
  package mutating func entry(_ reading: RunFigures.Reading, now: Instant) -> LogEntry? {
    let passed = last.duration(to: now)
    if (reading.snapshot != nil) != wasSnapshot {
      wasSnapshot = reading.snapshot != nil
      if !wasSnapshot { begin(reading, now) }
    }
    if let snapshot = reading.snapshot {
      guard passed >= Self.snapshotPause else { return nil }
      begin(reading, now)
      return Self.entry(snapshot)
    }
    guard passed >= Self.streamPause else { return nil }
    defer { begin(reading, now) }
    let count = reading.events - events
    // A stream without changes has nothing to say.
    guard count > 0 else { return nil }
    let rate = Int(Double(count) / (passed / .seconds(1)))
    var text = "\(Amount.count(count, "event")) in the last minute, \(rate) a second"
    var fields: [(name: String, value: LogEntry.Value)] = [
      ("events", .number(count)), ("events_total", .number(reading.events)),
      ("events_per_second", .number(rate)),
    ]
    if let lag = reading.lag {
      text += ", lag \(Amount.bytes(lag))"
      fields.append(("lag_bytes", .number(lag)))
    }
    return LogEntry(.info, text, fields)
  }

  private mutating func begin(_ reading: RunFigures.Reading, _ now: Instant) {
    last = now
    events = reading.events
  }

  private static func entry(_ snapshot: RunFigures.Snapshot) -> LogEntry {
    var fields: [(name: String, value: LogEntry.Value)] = [
      ("rows", .number(snapshot.rows)), ("bytes", .number(snapshot.bytes)),
      ("tables_done", .number(snapshot.tablesDone)), ("tables", .number(snapshot.tables)),
    ]
    if let percent = snapshot.percent { fields.append(("percent", .number(percent))) }
    return LogEntry(.info, "snapshot: \(ProgressText.snapshot(snapshot))", fields)
  }
}
