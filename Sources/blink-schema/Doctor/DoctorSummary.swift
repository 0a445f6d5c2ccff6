import Checks
import Diagnostics
import Start

/// The last line of a report: whether blink-run may start, and the counts.
struct DoctorSummary {
  let style: Style
  let glyphs: Glyphs
  let time: String
  /// doctor's exit code.
  let exit: Int32

  func line(_ report: Report) -> String {
    [verdict(report), counts(report)].joined(separator: " \(glyphs.dot) ")
  }

  private func verdict(_ report: Report) -> String {
    let (good, bad) = (glyphs.isASCII ? "ok" : "✓", glyphs.isASCII ? "x" : "✗")
    if report.facts.connectionError != nil {
      return style.red("\(bad) no session, so nothing else could be checked")
    }
    // Nothing is wrong with the start, but the caller asked for another exit code.
    if report.refusals.isEmpty, exit != 0 {
      return style.yellow("! nothing refuses the start, but a warning fails (exit \(exit))")
    }
    if report.isPartial {
      return report.refusals.isEmpty
        ? style.green("\(good) nothing here keeps blink-run from starting")
        : style.red("\(bad) blink-run would refuse to start")
    }
    if report.facts.configuration == nil {
      return report.refusals.isEmpty
        ? style.green("\(good) the server is ready for blink-run")
        : style.red("\(bad) the server is not ready for blink-run")
    }
    return report.refusals.isEmpty
      ? style.green("\(good) blink-run may start")
      : style.red("\(bad) blink-run would refuse to start (exit \(decisive(report)))")
  }

  private func decisive(_ report: Report) -> Int32 { report.decisive?.kind.rawValue ?? 0 }

  private func counts(_ report: Report) -> String {
    let parts = [
      count(report.count(.error) + report.reasonsWithoutFinding.count, "error"),
      count(report.count(.warning), "warning"),
      count(report.count(.unknown), "unknown", plural: "unknown"),
      count(report.count(.skipped), "skipped", plural: "skipped"),
      count(report.ignoredCount, "ignored", plural: "ignored"),
      "\(report.passed) of \(report.count) checks passed in \(time)",
    ]
    return parts.compactMap { $0 }.joined(separator: " \(glyphs.dot) ")
  }

  private func count(_ number: Int, _ one: String, plural: String? = nil) -> String? {
    number == 0 ? nil : Amount.count(number, one, plural: plural)
  }
}
