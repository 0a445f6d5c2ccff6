import Checks
import Diagnostics
import Start

/// One line for each problem, for grep.
enum DoctorQuiet {
  static func render(_ report: Report) -> String {
    report.findings.map(\.finding).filter { $0.status >= .warning }.map { finding in
      let subject = finding.found.hasPrefix(finding.subject) ? "" : finding.subject
      let words = [finding.status.rawValue, finding.id, subject, finding.found]
      return TerminalText.sanitized(words.filter { !$0.isEmpty }.joined(separator: " ")) + "\n"
    }.joined()
      + report.reasonsWithoutFinding.map { reason in
        TerminalText.sanitized("error \(reason.id) \(reason.message)") + "\n"
      }.joined()
  }
}
