import Delivery
import Diagnostics
import Synchronization
import System

/// Says on stderr what the run does: sentences as they come, and on a terminal one line of
/// figures that is written over itself.
final class ConsoleReporter: Reporter {
  private let style: Style
  private let isTerminal = Terminal.isTerminal(2)
  private let line = Mutex(Line())

  private struct Line {
    var isShown = false
    var lastEvents = 0
    var lastTime = ContinuousClock.now
    var rate = 0.0
  }

  init(style: Style) { self.style = style }

  var showsProgress: Bool { isTerminal }

  func note(_ text: String) { say(style.dim("blink-run: ") + TerminalText.sanitized(text)) }

  func warning(_ text: String) {
    say(style.yellow("warning: ") + TerminalText.sanitized(text))
  }

  func progress(_ figures: ProgressFigures) {
    guard isTerminal else { return }
    line.withLock { line in
      let now = ContinuousClock.now
      let passed = line.lastTime.duration(to: now)
      let seconds = Double(passed.components.seconds) + Double(passed.components.attoseconds) / 1e18
      if seconds >= 1 {
        line.rate = Double(figures.events - line.lastEvents) / seconds
        line.lastEvents = figures.events
        line.lastTime = now
      }
      var text = "\(figures.events) rows, \(megabytes(figures.bytes)) MB, \(Int(line.rate)) rows/s"
      if let tables = figures.tables { text += ", tables \(tables.done)/\(tables.all)" }
      if let lag = figures.lag { text += ", lag \(lag) bytes" }
      line.isShown = true
      write("\r\u{1B}[K" + text)
    }
  }

  /// Ends the line of figures.
  func finish() {
    line.withLock { line in
      if line.isShown { write("\r\u{1B}[K") }
      line.isShown = false
    }
  }

  private func say(_ text: String) {
    line.withLock { line in
      if line.isShown { write("\r\u{1B}[K") }
      line.isShown = false
      Terminal.error(text)
    }
  }

  private func megabytes(_ bytes: Int) -> String {
    let tenths = bytes / 100_000
    return "\(tenths / 10).\(tenths % 10)"
  }

  private func write(_ text: String) { Terminal.prompt(text) }
}
