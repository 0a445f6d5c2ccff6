import Settings
import Checks
import Diagnostics
import Postgres

/// The text form of a report: groups, problems with evidence, consequence and remedy.
struct DoctorText {
  let style: Style
  let isVerbose: Bool
  let isQuiet: Bool
  /// Problems of one kind that are shown before the rest is counted.
  private static let most = 5

  func render(_ report: Report) -> String {
    isQuiet ? quiet(report) : full(report)
  }

  private func quiet(_ report: Report) -> String {
    report.findings.map(\.finding).filter { $0.status >= .warning }.map { finding in
      clean("\(finding.status.rawValue) \(finding.id) \(finding.subject) \(finding.found)") + "\n"
    }.joined()
  }

  private func full(_ report: Report) -> String {
    let facts = report.facts
    var lines = [heading(facts), ""]
    for group in Group.allCases {
      let findings = report.findings.filter { $0.group == group }.map(\.finding)
      if !findings.isEmpty { lines += self.group(group, findings) }
    }
    lines.append("")
    lines.append(summary(report))
    return lines.joined(separator: "\n") + "\n"
  }

  private func heading(_ facts: Facts) -> String {
    let host = facts.host.isEmpty ? "local socket" : facts.host
    let database = facts.server.database.isEmpty ? "" : "/\(facts.server.database)"
    let file = facts.configuration.map { "\($0.file) → " } ?? ""
    let version = facts.server.version
    let server =
      version == 0 ? "" : "PostgreSQL \(version / 10_000).\(version % 10_000) · "
    return style.bold("blink-schema doctor") + "  "
      + clean("\(file)\(facts.server.role.text)@\(host):\(facts.port)\(database)") + "\n"
      + style.dim(clean("\(server)\(facts.provider.title) (\(facts.providerEvidence))"))
  }

  private func group(_ group: Group, _ findings: [Finding]) -> [String] {
    let worst = findings.map(\.status).max() ?? .ok
    let problems = findings.filter { $0.status >= .skipped }
    let title =
      group.rawValue + String(repeating: " ", count: max(1, 12 - group.rawValue.utf8.count))
    let notes = findings.filter { $0.status < .skipped }.map(\.found).filter { !$0.isEmpty }
    if worst == .skipped {
      return ["\(mark(.skipped)) \(style.bold(title)) \(style.dim(clean(findings[0].found)))"]
    }
    var lines = [
      "\(mark(worst)) \(style.bold(title)) "
        + style.dim(clean(notes.prefix(isVerbose ? 99 : 3).joined(separator: ", ")))
    ]
    var shown: [String: Int] = [:]
    for finding in problems.sorted(by: { $0.status > $1.status }) {
      shown[finding.id, default: 0] += 1
      if isVerbose || shown[finding.id, default: 0] <= Self.most { lines += problem(finding) }
    }
    for (id, count) in shown.sorted(by: { $0.key < $1.key }) where !isVerbose && count > Self.most {
      lines.append("    … and \(count - Self.most) more of \(id) (-v)")
    }
    return lines
  }

  private func problem(_ finding: Finding) -> [String] {
    var lines = ["    \(glyph(finding.status)) \(style.bold(finding.id))  \(clean(finding.found))"]
    if !finding.why.isEmpty { lines.append("        " + style.dim(clean(finding.why))) }
    for (index, remedy) in finding.remedies.enumerated() {
      var who = remedy.runAs.isEmpty ? "" : " (\(remedy.runAs)\(remedy.restart ? ", restart" : ""))"
      if remedy.runAs.isEmpty, remedy.restart { who = " (restart)" }
      lines.append(
        "        \(index == 0 ? "fix" : "   ")\(clean(who)): \(style.green(clean(remedy.text)))")
    }
    return lines
  }

  private func summary(_ report: Report) -> String {
    let counts =
      "\(report.count(.error)) errors · \(report.count(.warning)) warnings · \(report.count(.ok)) passed"
    if report.facts.connectionError != nil {
      return style.red("✗ no session, so nothing else could be looked at") + " · \(counts)"
    }
    if report.blocking.isEmpty {
      return style.green("✓ blink-run may start") + " · \(counts)"
    }
    return style.red("✗ blink-run would refuse to start") + " · \(counts)"
  }

  private func mark(_ status: Finding.Status) -> String { "[\(glyph(status))]" }

  private func glyph(_ status: Finding.Status) -> String {
    switch status {
    case .ok, .info: style.green("✓")
    case .warning: style.yellow("!")
    case .error: style.red("✗")
    case .unknown: "?"
    case .skipped: "—"
    }
  }

  private func clean(_ text: String) -> String { TerminalText.sanitized(text) }
}
