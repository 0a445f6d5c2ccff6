package import Diagnostics

extension StartPlan {
  /// How many reasons, and how many remedies, one message holds: thousands of tables can be wrong
  /// in the same way.
  private static let most = 10

  /// Every reason as the error that ends a run; nil where it may start.
  ///
  /// - Parameter file: the configuration, for the command that shows everything.
  package func failure(file: String) -> Failure? {
    guard let first = decisive else { return nil }
    let others = refusals.filter { $0 != first }
    let messages = Self.shortened(others.map { "\($0.id): \($0.message)" })
    let remedies = Self.distinct(([first] + others).flatMap(\.remedies))
    return Failure(
      first.kind, "\(first.id): \(first.message)", subject: first.subject,
      why: ([first.why] + messages).filter { !$0.isEmpty }.joined(separator: "; "),
      remedies: Self.shortened(remedies)
        + (first.kind == .usage ? [] : ["blink-schema doctor \(file) shows everything"]))
  }

  private static func shortened(_ texts: [String]) -> [String] {
    let rest = texts.count - most
    return rest > 1 ? texts.prefix(most) + ["and \(rest) more"] : texts
  }

  /// One statement can cure several findings.
  private static func distinct(_ remedies: [String]) -> [String] {
    var seen: Set<[UInt8]> = []
    return remedies.filter { seen.insert(Array($0.utf8)).inserted }
  }
}
