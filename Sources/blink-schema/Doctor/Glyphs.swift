import Checks
import Diagnostics

/// The marks of a report, also for terminals that have ASCII only.
struct Glyphs {
  let isASCII: Bool

  func mark(_ status: Finding.Status, _ style: Style) -> String {
    switch status {
    case .ok, .info: style.green(isASCII ? "ok" : "✓")
    case .warning: style.yellow("!")
    case .error: style.red(isASCII ? "x" : "✗")
    case .unknown: "?"
    case .skipped: isASCII ? "-" : "—"
    }
  }

  /// Between parts of a line.
  var dot: String { isASCII ? "-" : "·" }
  var arrow: String { isASCII ? "->" : "→" }

  /// Our own words hold an ellipsis here and there; names are left alone.
  func plain(_ text: String) -> String {
    guard isASCII else { return text }
    return text.split(separator: "…", omittingEmptySubsequences: false).joined(separator: "...")
  }
}
