import Settings
import Postgres

/// The findings of one run.
package struct Report: Sendable {
  package var facts: Facts
  /// In the registry's order, with the group of the check.
  package var findings: [(group: Group, finding: Finding)]

  /// Runs every check that has something to look at.
  ///
  /// - Parameter today: `YYYY-MM-DD`, for ignored findings with a last day.
  package init(_ facts: Facts, today: String) {
    self.facts = facts
    findings = []
    for check in Registry.all {
      if check.needsConfiguration, facts.configuration == nil { continue }
      if let cause = Self.cause(facts), check.group != .connect {
        findings.append((check.group, Finding(.skipped, check.id, "", "not looked at: \(cause)")))
        continue
      }
      for finding in check.findings(facts) { findings.append((check.group, finding)) }
    }
    for index in findings.indices where isIgnored(findings[index].finding, today) {
      findings[index].finding.status = .info
      findings[index].finding.found += " (ignored by the file)"
    }
  }

  private static func cause(_ facts: Facts) -> String? {
    if facts.connectionError != nil { return "no session" }
    return facts.readError.map { "the facts could not be read: \($0.description)" }
  }

  private func isIgnored(_ finding: Finding, _ today: String) -> Bool {
    guard finding.status == .warning || finding.status == .error else { return false }
    return (facts.configuration?.doctor.ignore ?? []).contains { entry in
      entry.id == finding.id && (entry.subject.map { $0 == finding.subject } ?? true)
        && (entry.until.map { today <= $0 } ?? true)
    }
  }

  /// How many findings have a status.
  package func count(_ status: Finding.Status) -> Int {
    findings.count { $0.finding.status == status }
  }

  /// The findings that keep blink-run from starting.
  package var blocking: [Finding] {
    findings.map(\.finding).filter { Registry.blocks($0, facts: facts) }
  }
}
