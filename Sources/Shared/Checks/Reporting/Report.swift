import Settings

/// The findings of one run.
package struct Report: Sendable {
  package var facts: Facts
  /// In the registry's order, with the group of the check.
  package var findings: [(group: Group, finding: Finding)]
  /// The findings that keep blink-run from starting, also those that the user has accepted.
  package let blocking: [Finding]
  /// The checks that ran, or were skipped.
  package let count: Int
  /// Whether checks were left out, so that nothing is known of the whole.
  package let isPartial: Bool

  /// Runs every check that is selected and has something to look at.
  ///
  /// - Parameter today: `YYYY-MM-DD`, for ignored findings with a last day.
  package init(_ facts: Facts, selection: CheckSelection = CheckSelection(), today: String) {
    self.facts = facts
    let checks = Registry.all.filter { check in
      selection.includes(check) && !(check.needsConfiguration && facts.configuration == nil)
    }
    count = checks.count
    isPartial = !selection.isWhole
    let causes = CheckRunner(facts)
    findings = checks.flatMap { check in
      causes.findings(of: check).map { (check.group, $0) }
    }
    blocking = findings.map(\.finding).filter { Registry.blocks($0, facts: facts) }
    let accepted = (facts.configuration?.doctor.ignore ?? []) + selection.ignored
    for index in findings.indices {
      findings[index].finding.ignore(accepted, today: today)
    }
  }

  /// How many findings have a status; those that are ignored have none.
  package func count(_ status: Finding.Status) -> Int {
    findings.count { $0.finding.status == status && !$0.finding.isIgnored }
  }

  /// How many checks looked and found nothing that weighs.
  package var passed: Int {
    let troubled = findings.map(\.finding).filter { $0.status >= .skipped }.map(\.id)
    return count - Set(troubled).count
  }

  /// How many findings the user has accepted.
  package var ignoredCount: Int { findings.count { $0.finding.isIgnored } }
}
