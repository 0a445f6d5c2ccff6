/// Runs checks, each once, and skips those that another one's error makes meaningless.
final class CheckRunner {
  private let facts: Facts
  private var known: [String: [Finding]] = [:]
  /// Why nothing but the connection to the server can be checked.
  private var common: (id: String, words: String)?

  init(_ facts: Facts) {
    self.facts = facts
    if facts.connectionError != nil {
      let failed = Registry.connect.first { isError($0) }
      common = (failed?.id ?? "connect", "no session")
    } else if facts.readError != nil {
      common = ("server-ready", "the facts could not be read")
    } else if Product.other(facts.server.banner) != nil {
      common = ("not-postgres", "this is not PostgreSQL")
    } else if facts.server.version > 0, facts.server.version < 100_000 {
      common = ("server-version", "the server is too old")
    }
  }

  /// The check's findings; one finding if it is skipped or unknown.
  func findings(of check: any Check) -> [Finding] {
    if let common, check.group != .connect, check.id != common.id, !check.isOffline {
      return [skipped(check, by: common.id, "not checked: \(common.words)")]
    }
    if let cause = cause(of: check) {
      return [skipped(check, by: cause, "not checked: \(cause) has an error")]
    }
    for family in check.needs {
      if let gap = facts.gaps[family] { return [unknown(check, family, gap)] }
    }
    return raw(check)
  }

  /// The first of its causes that has an error, or whose own cause has one.
  private func cause(of check: any Check) -> String? {
    for id in check.causes {
      guard let cause = Registry.check(id) else { continue }
      if let deeper = self.cause(of: cause) { return deeper }
      if isError(cause) { return id }
    }
    return nil
  }

  private func isError(_ check: any Check) -> Bool {
    if check.needsConfiguration, facts.configuration == nil { return false }
    if check.needs.contains(where: { facts.gaps[$0] != nil }) { return false }
    return raw(check).contains { $0.status == .error }
  }

  private func raw(_ check: any Check) -> [Finding] {
    if let findings = known[check.id] { return findings }
    let findings = check.findings(facts)
    known[check.id] = findings
    return findings
  }

  private func skipped(_ check: any Check, by cause: String, _ words: String) -> Finding {
    var finding = check.finding(.skipped, "", words)
    finding.cause = cause
    return finding
  }

  private func unknown(_ check: any Check, _ family: FactFamily, _ gap: FactGap) -> Finding {
    switch gap {
    case .failed(let message):
      return check.finding(.unknown, "", "\(family.words) could not be read: \(message)")
    case .denied(let right):
      var finding = check.finding(
        .unknown, "", "this role may not read \(family.words)",
        remedies: [Remedy(.sql, right, by: "superuser, or the provider's administrator")])
      finding.missingRight = right
      return finding
    }
  }
}
