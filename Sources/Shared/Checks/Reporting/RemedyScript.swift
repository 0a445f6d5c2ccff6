import Diagnostics

/// One script of all SQL remedies, for psql, in an order that is safe: settings, rights, tables,
/// publications, slots.
package struct RemedyScript {
  private struct Entry {
    var remedy: Remedy
    /// The findings that it fixes, as `id:subject`.
    var keys: [String]
    var alternatives: [Remedy]
  }

  private let report: Report
  private var entries: [Entry] = []

  /// Takes the first remedy of each error and warning, with its next steps.
  package init(_ report: Report) {
    self.report = report
    for (_, finding) in report.findings where finding.status >= .warning {
      guard var place = finding.remedies.firstIndex(where: { !$0.isNextStep }) else { continue }
      let alternatives = finding.remedies.dropFirst(place + 1).filter { !$0.isNextStep }
      add(finding.remedies[place], finding.key, alternatives)
      place += 1
      while place < finding.remedies.count, finding.remedies[place].isNextStep {
        add(finding.remedies[place], finding.key, [])
        place += 1
      }
    }
  }

  private mutating func add(_ remedy: Remedy, _ key: String, _ alternatives: [Remedy]) {
    if let same = entries.firstIndex(where: { $0.remedy == remedy }) {
      if !entries[same].keys.contains(key) { entries[same].keys.append(key) }
    } else {
      entries.append(Entry(remedy: remedy, keys: [key], alternatives: alternatives))
    }
  }

  /// The whole script.
  package func text() -> String {
    var sections: [(title: String, lines: [String])] = []
    let runnable = entries.filter(isRunnable)
    for restart in [false, true] {
      for stage in Remedy.Stage.allCases {
        let here = runnable.filter { $0.remedy.restart == restart && $0.remedy.stage == stage }
        for role in unique(here.map(\.remedy.runAs)) {
          let own = here.filter { $0.remedy.runAs == role }
          // A reload applies to every setting before it.
          let lines = (own.filter { !$0.remedy.isNextStep } + own.filter(\.remedy.isNextStep))
            .flatMap(statement)
          let who = role.isEmpty ? "any role" : role
          let title = "as \(who), \(restart ? "takes effect after a restart" : "no restart")"
          if sections.last?.title == title {
            sections[sections.count - 1].lines += lines
          } else {
            sections.append((title, lines))
          }
        }
      }
    }
    let rest = entries.filter { !isRunnable($0) }
    let decisions = rest.filter(\.remedy.isDestructive)
    let others = rest.filter { !$0.remedy.isDestructive }
    if !others.isEmpty {
      sections.append(("not SQL, or incomplete", others.flatMap(statement)))
    }
    if !decisions.isEmpty {
      sections.append(("destructive: decide yourself", decisions.flatMap(statement)))
    }
    var lines = heading
    for (number, section) in sections.enumerated() {
      lines += ["", comment("\(number + 1). \(section.title)")] + section.lines
    }
    if sections.isEmpty { lines += ["", "-- Nothing to fix."] }
    return lines.joined(separator: "\n") + "\n"
  }

  private var heading: [String] {
    let server = report.facts.server
    return [
      comment("blink-schema doctor --sql, for \(server.database) on \(report.facts.host)"),
      "-- Read before you run it, in that database, as a superuser or section by section:",
      "--   psql -h HOST -p PORT -d DATABASE -U ROLE -f THIS_FILE",
      "\\set ON_ERROR_STOP on",
    ]
  }

  /// Whether psql can run it unchanged.
  private func isRunnable(_ entry: Entry) -> Bool {
    let remedy = entry.remedy
    return remedy.kind == .sql && !remedy.isDestructive && !remedy.text.contains("…")
  }

  private func statement(_ entry: Entry) -> [String] {
    var lines = [comment(entry.keys.joined(separator: " "))]
    if let lock = entry.remedy.lock { lines.append(comment("lock: \(lock)")) }
    if isRunnable(entry) {
      lines.append(entry.remedy.text)
    } else {
      lines.append(comment("\(entry.remedy.kind == .sql ? "" : "NOT SQL: ")\(entry.remedy.line)"))
    }
    return lines + entry.alternatives.map { comment("or: \($0.line)") }
  }

  /// One line that psql skips: a line break in a name would end the comment.
  private func comment(_ text: String) -> String { "-- " + TerminalText.sanitized(text) }

  private func unique(_ names: [String]) -> [String] {
    var seen: Set<String> = []
    return names.filter { seen.insert($0).inserted }
  }
}
