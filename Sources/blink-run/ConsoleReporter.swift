import Delivery
import Diagnostics
import Synchronization
import System

/// Writes a run's log to stderr: plain sentences on a terminal, else with time stamps and levels.
final class ConsoleReporter: Reporter {
  private let style: Style
  private let format: LogFormat
  private let isTerminal = Terminal.isTerminal(2)
  private let line = Mutex(Line())

  private struct Line {
    /// Whether the terminal shows figures now, which the next sentence has to clear.
    var isShown = false
    var isOver = false
  }

  init(style: Style, format: LogFormat) {
    self.style = style
    self.format = format
  }

  /// Whether a line of figures is shown: not where events go to the same terminal.
  var showsProgress: Bool { isForPeople && !Terminal.isTerminal(1) }

  private var isForPeople: Bool { isTerminal && format == .text }

  func report(_ entry: LogEntry) {
    let text =
      isForPeople
      ? Self.prefix(entry.level, style) + TerminalText.sanitized(entry.message)
      : format.line(entry, at: WallClock.timestamp())
    write(text)
  }

  /// Writes the failure that ends the run.
  func report(_ failure: Failure) {
    if format == .json { return report(failure.logEntry) }
    let text = FailureRenderer.text(failure, style: style)
    write(isTerminal ? text : "\(WallClock.timestamp()) \(text)")
  }

  /// Shows a line of figures in place of the one before.
  func show(_ line: String) {
    self.line.withLock { state in
      guard !state.isOver else { return }
      state.isShown = true
      Terminal.prompt("\r\u{1B}[K" + line)
    }
  }

  /// Clears the line of figures for good.
  func finish() {
    line.withLock { $0.isOver = true }
    clear(then: "")
  }

  private func write(_ text: String) { clear(then: text + "\n") }

  private func clear(then text: String) {
    line.withLock { line in
      Terminal.prompt((line.isShown ? "\r\u{1B}[K" : "") + text)
      line.isShown = false
    }
  }

  private static func prefix(_ level: LogEntry.Level, _ style: Style) -> String {
    switch level {
    case .info: style.dim("blink-run: ")
    case .warning: style.yellow("warning: ")
    case .error: style.red("error: ")
    }
  }
}
