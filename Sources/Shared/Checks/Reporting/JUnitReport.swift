import Start

/// A report in JUnit's format for CI systems: one suite for each group, one test case for each
/// finding.
package struct JUnitReport {
  private let report: Report

  /// Wraps a report.
  package init(_ report: Report) { self.report = report }

  /// The whole document.
  package func text() -> String {
    let all =
      report.findings.map(\.finding)
      + report.reasonsWithoutFinding.map { Finding(.error, $0.id, $0.subject, $0.message) }
    var lines = [
      #"<?xml version="1.0" encoding="UTF-8"?>"#,
      "<testsuites name=\"blink-schema doctor\" \(counts(all))>",
    ]
    for group in Group.allCases {
      let findings = report.findings.filter { $0.group == group }.map(\.finding)
      if findings.isEmpty { continue }
      lines.append("  <testsuite name=\"\(Self.escaped(group.rawValue))\" \(counts(findings))>")
      lines += findings.flatMap { testCase($0, group) }
      lines.append("  </testsuite>")
    }
    lines += start()
    lines.append("</testsuites>")
    return lines.joined(separator: "\n") + "\n"
  }

  /// Reasons against a start that no check reports.
  private func start() -> [String] {
    let findings = report.reasonsWithoutFinding.map { reason in
      Finding(
        .error, reason.id, reason.subject, reason.message, why: reason.why,
        remedies: reason.remedies.map { Remedy(.text, $0) })
    }
    if findings.isEmpty { return [] }
    return ["  <testsuite name=\"Start\" \(counts(findings))>"]
      + findings.flatMap { testCase($0, .slot) } + ["  </testsuite>"]
  }

  private func counts(_ findings: [Finding]) -> String {
    let failures = findings.count { $0.status == .error }
    let skipped = findings.count { $0.status == .skipped || $0.status == .unknown }
    return
      "tests=\"\(findings.count)\" failures=\"\(failures)\" errors=\"0\" skipped=\"\(skipped)\""
  }

  private func testCase(_ finding: Finding, _ group: Group) -> [String] {
    let start =
      "    <testcase classname=\"doctor.\(Self.escaped(group.name))\" name=\"\(Self.escaped(finding.key))\""
    let found = Self.escaped(finding.found)
    let words = ([finding.why] + finding.details + finding.remedies.map(\.line))
      .filter { !$0.isEmpty }
    let body = Self.escaped(words.joined(separator: "\n"))
    switch finding.status {
    case .error:
      return [
        start + ">", "      <failure message=\"\(found)\">\(body)</failure>", "    </testcase>",
      ]
    case .skipped, .unknown:
      return [start + ">", "      <skipped message=\"\(found)\"/>", "    </testcase>"]
    case .warning:
      return [
        start + ">", "      <system-out>warning: \(found)\n\(body)</system-out>", "    </testcase>",
      ]
    case .ok, .info: return [start + "/>"]
    }
  }

  /// For text and for attribute values; what XML 1.0 cannot represent is written as `\xHH`.
  static func escaped(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 0x26: result += "&amp;"
      case 0x3C: result += "&lt;"
      case 0x3E: result += "&gt;"
      case 0x22: result += "&quot;"
      // A line break in an attribute would be read as a space.
      case 0x0A: result += "&#10;"
      case 0..<0x20, 0x7F..<0xA0, 0xFFFE, 0xFFFF:
        let digits = String(scalar.value, radix: 16)
        result += "\\x" + (digits.utf8.count < 2 ? "0" : "") + digits
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
