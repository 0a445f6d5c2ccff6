import Checks
import Diagnostics
import Settings
import Start

/// The text form of a report: groups, problems with evidence, consequence and remedy.
struct DoctorText {
  let style: Style
  let glyphs: Glyphs
  /// For a terminal: prose is wrapped, statements and commands stay whole, so that they can be
  /// copied.
  let wrap: TextWrap
  let isVerbose: Bool
  /// How long it took, in words.
  let time: String
  /// The exit code, of which the last line speaks.
  var exit: Int32 = 0
  /// Problems of one kind that are shown before the rest is counted.
  private static let most = 5

  func render(_ report: Report) -> String {
    var lines = DoctorHeading(style: style, glyphs: glyphs).lines(report.facts) + [""]
    for group in Group.allCases {
      let findings = report.findings.filter { $0.group == group }.map(\.finding)
      if !findings.isEmpty { lines += self.group(group, findings, report) }
    }
    lines += start(report.reasonsWithoutFinding)
    if isVerbose { lines += plan(report.facts) }
    lines += [""] + sessionHint(report)
    lines.append(DoctorSummary(style: style, glyphs: glyphs, time: time, exit: exit).line(report))
    return lines.joined(separator: "\n") + "\n"
  }

  /// Why a start is refused although no check says so.
  private func start(_ reasons: [Reason]) -> [String] {
    if reasons.isEmpty { return [] }
    let mark = glyphs.mark(.error, style)
    return ["[\(mark)] \(style.bold("Start"))"]
      + reasons.flatMap { reason in
        [
          "    \(mark) \(style.bold(reason.id))  \(clean(reason.message))",
          "        " + style.dim(clean(reason.why)),
        ]
          + reason.remedies.enumerated().map { index, remedy in
            "        \(index == 0 ? "fix" : "or"): \(style.green(clean(remedy)))"
          }
      }
  }

  /// What the events of each stream will hold.
  private func plan(_ facts: Facts) -> [String] {
    let lines = CapturePlan.all(facts).flatMap(\.text)
    return lines.isEmpty
      ? []
      : ["", style.bold("What events hold")] + lines.flatMap { wrapped("    " + clean($0), 8) }
  }

  private func group(_ group: Group, _ findings: [Finding], _ report: Report) -> [String] {
    let title =
      group.rawValue + String(repeating: " ", count: max(1, 12 - group.rawValue.utf8.count))
    let looked = findings.filter { $0.status != .skipped }
    // What was not looked at has no weight beside what was.
    guard let worst = looked.map(\.status).max() else {
      let mark = "[\(glyphs.mark(.skipped, style))]"
      let line = "\(mark) \(style.bold(title)) \(style.dim(clean(findings[0].found)))"
      return wrapped(line, Self.noteColumn)
    }
    let notes = looked.filter { $0.status <= .info }.map(\.found).filter { !$0.isEmpty }
    let shown = isVerbose ? "" : line(notes)
    let mark = "[\(glyphs.mark(worst, style))]"
    var lines =
      shown.isEmpty
      ? ["\(mark) \(style.bold(group.rawValue))"]
      : wrapped("\(mark) \(style.bold(title)) \(style.dim(shown))", Self.noteColumn)
    if isVerbose { lines += findings.filter { $0.status <= .skipped }.flatMap(note) }
    return lines + problems(findings.filter { $0.status > .skipped }, report)
  }

  /// The column in which the notes of a group begin.
  private static let noteColumn = 17
  /// Columns of a group's line where no terminal limits it.
  private static let longestLine = 100

  /// The first note, and those behind it that fit on the line with it.
  private func line(_ notes: [String]) -> String {
    let room = (wrap.width ?? Self.longestLine) - Self.noteColumn
    var line = ""
    for note in notes.map(clean) {
      if line.isEmpty {
        line = note
      } else if line.count + note.count + 3 <= room {
        line += " \(glyphs.dot) \(note)"
      }
    }
    return line
  }

  private func wrapped(_ line: String, _ hanging: Int) -> [String] {
    wrap.lines(line, hanging: hanging)
  }

  private func note(_ finding: Finding) -> [String] {
    wrapped(
      "    \(glyphs.mark(finding.status, style)) \(finding.id)  \(style.dim(clean(finding.found)))",
      8)
  }

  /// Errors first; of one kind at most five, unless everything is wanted.
  private func problems(_ findings: [Finding], _ report: Report) -> [String] {
    var lines: [String] = []
    var before: Finding?
    for status in [Finding.Status.error, .warning, .unknown] {
      var left: [String: Int] = [:]
      var order: [String] = []
      for finding in findings where finding.status == status {
        if left[finding.id] == nil { order.append(finding.id) }
        left[finding.id, default: 0] += 1
        if isVerbose || left[finding.id, default: 0] <= Self.most {
          lines += problem(finding, after: before, report.facts)
          before = finding
        }
      }
      for id in order where !isVerbose && left[id, default: 0] > Self.most {
        lines.append("    … and \(left[id, default: 0] - Self.most) more of \(id) (-v)")
      }
    }
    return lines
  }

  private func problem(
    _ finding: Finding, after before: Finding?, _ facts: Facts
  ) -> [String] {
    var lines = wrapped(
      "    \(glyphs.mark(finding.status, style)) \(style.bold(finding.id))  \(clean(finding.found))",
      8)
    if isVerbose { lines += finding.details.flatMap { wrapped("        " + clean($0), 12) } }
    let isSame = before?.remedies == finding.remedies && !finding.remedies.isEmpty
    if !finding.why.isEmpty, !isSame || before?.why != finding.why {
      lines += wrapped("        " + style.dim(clean(finding.why)), 8)
    }
    if isSame {
      return lines + ["        fix: the same as above"]
    }
    for (index, remedy) in finding.remedies.enumerated() {
      let word = index == 0 ? "fix" : remedy.isNextStep ? "then" : "or"
      let notes = [
        place(remedy, facts), remedy.runAs, remedy.restart ? "restart" : "",
        remedy.isDestructive ? "destructive" : "",
        remedy.lock.map { "lock: \($0)" } ?? "",
      ].filter { !$0.isEmpty }
      let who = notes.isEmpty ? "" : " (\(notes.joined(separator: ", ")))"
      let line = "        \(word)\(clean(who)): \(style.green(clean(remedy.text)))"
      lines += remedy.kind == .text ? wrapped(line, 13) : [line]
    }
    return lines
  }

  /// Where a change of the configuration is to be made.
  private func place(_ remedy: Remedy, _ facts: Facts) -> String {
    guard remedy.kind == .config, remedy.runAs.isEmpty, let file = facts.configuration?.file else {
      return ""
    }
    return "in \(file)"
  }

  /// How statements are run, where some are printed.
  private func sessionHint(_ report: Report) -> [String] {
    let facts = report.facts
    let remedies = report.findings.map(\.finding).filter { $0.status > .skipped }.flatMap(
      \.remedies)
    guard facts.connectionError == nil, !facts.port.isEmpty,
      remedies.contains(where: { $0.kind == .sql })
    else { return [] }
    let words = [
      facts.host.isEmpty ? nil : "-h \(NextSteps.printable(facts.host))",
      "-p \(facts.port)", "-d \(NextSteps.printable(facts.server.database))", "-U ROLE",
    ].compactMap { $0 }.joined(separator: " ")
    let named = facts.configuration?.file ?? "blink.yaml"
    let file = named == "blink.yaml" ? "" : " \(NextSteps.printable(named))"
    return [
      clean("run statements with: psql \(words)   # as the role in parentheses"),
      clean("all of them, in a safe order: blink-schema doctor\(file) --sql > fix.sql"),
      "",
    ]
  }

  private func clean(_ text: String) -> String { glyphs.plain(TerminalText.sanitized(text)) }
}
