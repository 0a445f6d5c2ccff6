/// What a check found: a value, rendered last.
package struct Finding: Sendable, Equatable {
  package enum Status: String, Sendable, Comparable, CaseIterable {
    case ok, info, skipped, unknown, warning, error

    package static func < (a: Self, b: Self) -> Bool {
      (allCases.firstIndex(of: a) ?? 0) < (allCases.firstIndex(of: b) ?? 0)
    }
  }

  /// Stable; never reused with another meaning.
  package var id: String
  /// A table, column, slot or setting; empty for the server.
  package var subject: String
  package var status: Status
  /// The evidence, in a sentence.
  package var found: String
  /// The objects that it is about, a line each, where it is about several; text shows them with -v.
  package var details: [String] = []
  /// Why it matters.
  package var why: String
  /// What to do, the best first; the later ones are alternatives, or the next steps of the first
  /// where `Remedy.isNextStep`.
  package var remedies: [Remedy]
  /// For skipped checks: the id of the check whose error is the cause, if any.
  package var cause: String?
  /// For unknown results: the missing privilege, if any.
  package var missingRight: String?
  /// Whether the user has accepted it: counted, but ignored for the verdict.
  package var isIgnored = false

  /// Creates a finding.
  package init(
    _ status: Status, _ id: String, _ subject: String = "", _ found: String, why: String = "",
    remedies: [Remedy] = []
  ) {
    self.id = id
    self.subject = subject
    self.status = status
    self.found = found
    self.why = why
    self.remedies = remedies
  }

  /// `id`, or `id:subject`: the argument of `--ignore`.
  package var key: String { subject.isEmpty ? id : "\(id):\(subject)" }
}
