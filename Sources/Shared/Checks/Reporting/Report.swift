package import Start

import Settings

/// The findings of one run.
package struct Report: Sendable {
  package var facts: Facts
  /// In the registry's order, with the group of the check.
  package var findings: [(group: Group, finding: Finding)]
  /// Every reason why blink-run would not start, including those that the user has accepted.
  package let refusals: [Reason]
  /// The checks that ran, or were skipped.
  package let count: Int
  /// Whether checks were left out, so that there is no verdict on the whole.
  package let isPartial: Bool

  /// Runs every selected check that has something to check.
  ///
  /// - Parameters:
  ///   - choices: the operator's, for the plan of a start.
  ///   - today: `YYYY-MM-DD`, for ignored findings with a last day.
  package init(
    _ facts: Facts, selection: CheckSelection = CheckSelection(),
    choices: OperatorChoices = OperatorChoices(), today: String
  ) {
    var facts = facts
    facts.plan = facts.start.map { StartPlan($0, facts.state, choices) }
    let checks = Registry.all.filter { check in
      selection.includes(check) && !(check.needsConfiguration && facts.configuration == nil)
    }
    count = checks.count
    isPartial = !selection.isWhole
    let runner = CheckRunner(facts)
    let readOnly = facts.server.settings["default_transaction_read_only"]
    // Whoever runs the statements may have it, too, wherever it was set.
    let isReadOnly = readOnly?.value == "on" && readOnly?.source.isEmpty == false
    var reasons = (facts.configuration?.notBuilt ?? []).map(Reason.init(notBuilt:))
    findings = checks.flatMap { check in
      runner.findings(of: check).map { finding in
        var finding = finding
        if isReadOnly { finding.remedies = finding.remedies.map(\.writable) }
        if finding.status == .error { Self.weigh(&finding, of: check, facts.plan, &reasons) }
        return (check.group, finding)
      }
    }
    if let reason = facts.sinkRefusal { reasons.append(reason) }
    facts.plan?.refuse(reasons)
    let all = facts.plan?.refusals ?? reasons
    refusals = isPartial ? all.filter { selection.includes(id: $0.id) } : all
    self.facts = facts
    let accepted = (facts.configuration?.doctor.ignore ?? []) + selection.ignored
    for index in findings.indices {
      findings[index].finding.ignore(accepted, today: today)
    }
  }

  /// An error for which a start is refused remains one; errors that the plan or the start handles
  /// are downgraded.
  private static func weigh(
    _ finding: inout Finding, of check: any Check, _ plan: StartPlan?, _ reasons: inout [Reason]
  ) {
    let bearing = plan.map { check.bearing(on: $0) } ?? .refuses
    switch bearing {
    case .refuses: reasons.append(Reason(finding))
    case .planned:
      if plan?.refusals.contains(where: { $0.id == finding.id }) == false {
        finding.status = .warning
      }
    case .cured: finding.status = .info
    }
  }

  /// The reason that determines the exit code; nil if blink-run would start.
  package var decisive: Reason? { Reason.decisive(among: refusals) }

  /// Reasons of the plan that no finding reports.
  package var reasonsWithoutFinding: [Reason] {
    let told = Set(findings.map(\.finding).filter { $0.status == .error }.map(\.id))
    return refusals.filter { !told.contains($0.id) }
  }

  /// Whether the file needs what is not built yet: blink-run reads it first, and gets no further.
  package var isNotBuilt: Bool { facts.configuration?.notBuilt.isEmpty == false }

  /// How many findings have a status; ignored findings are not counted.
  package func count(_ status: Finding.Status) -> Int {
    findings.count { $0.finding.status == status && !$0.finding.isIgnored }
  }

  /// How many checks passed.
  package var passed: Int {
    let troubled = findings.map(\.finding).filter { $0.status >= .skipped }.map(\.id)
    return count - Set(troubled).count
  }

  /// How many findings the user has accepted.
  package var ignoredCount: Int { findings.count { $0.finding.isIgnored } }
}
