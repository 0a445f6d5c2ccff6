import Diagnostics

/// Figures in words.
package enum ProgressText {
  /// Like `1200 rows, 3.4 MB, 1 of 2 tables, 40 %`.
  static func snapshot(_ snapshot: RunFigures.Snapshot) -> String {
    let tables = "\(snapshot.tablesDone) of \(Amount.count(snapshot.tables, "table"))"
    let percent = snapshot.percent.map { ", \($0) %" } ?? ""
    return "\(Amount.count(snapshot.rows, "row")), \(Amount.bytes(snapshot.bytes)), \(tables)"
      + percent
  }

  /// The line that a terminal shows and writes over again.
  ///
  /// - Parameter rate: events a second.
  package static func line(_ reading: RunFigures.Reading, rate: Double) -> String {
    let speed = "\(Int(rate))/s"
    if let snapshot = reading.snapshot { return "\(Self.snapshot(snapshot)), \(speed)" }
    let text =
      "\(Amount.count(reading.events, "event")), \(Amount.bytes(reading.bytes)), \(speed)"
    return reading.lag.map { "\(text), lag \(Amount.bytes($0))" } ?? text
  }
}
