import Delivery
import Diagnostics
import System

/// Looks at a run's figures from a thread of its own: five times a second for a terminal's line,
/// every ten seconds for a log.
final class ProgressWatch: Sendable {
  private let figures: RunFigures
  private let reporter: ConsoleReporter
  private let end = StopSignal()

  init(_ figures: RunFigures, _ reporter: ConsoleReporter) throws(Failure) {
    self.figures = figures
    self.reporter = reporter
    _ = try WorkThread { [self] in reporter.showsProgress ? show() : log() }
  }

  /// Ends it; nothing is written afterwards but what the caller writes.
  func stop() {
    end.raise()
    reporter.finish()
  }

  private func show() {
    var last = (events: 0, time: ContinuousClock.now)
    var rate = 0.0
    while !sleep(until: .now + .milliseconds(200)) {
      let (reading, now) = (figures.reading, ContinuousClock.now)
      let passed = last.time.duration(to: now) / .seconds(1)
      // In the first second there is no better figure than the one so far.
      if passed >= 1 || rate == 0 { rate = Double(reading.events - last.events) / passed }
      if passed >= 1 { last = (reading.events, now) }
      reporter.show(ProgressText.line(reading, rate: rate))
    }
  }

  private func log() {
    var log = ProgressLog(figures.reading, now: .now)
    while !sleep(until: log.nextDeadline(now: .now)) {
      if let entry = log.entry(figures.reading, now: .now) { reporter.report(entry) }
    }
  }

  /// Returns whether the watch is to end.
  private func sleep(until time: ContinuousClock.Instant) -> Bool {
    Poll.wait(any: [end.descriptor], until: time) == [true]
  }
}
