/// How much a diagnostic matters.
package enum Severity: String, Sendable, Codable, Comparable, CaseIterable {
  case info, warning, error

  package static func < (a: Self, b: Self) -> Bool {
    (allCases.firstIndex(of: a) ?? 0) < (allCases.firstIndex(of: b) ?? 0)
  }
}
