/// Writes a failure for a person: what happened, where, why it matters, what to do.
package enum FailureRenderer {
  /// Several lines without a final newline.
  package static func text(_ failure: Failure, style: Style) -> String {
    var lines = [style.red("error: ") + style.bold(TerminalText.sanitized(failure.message))]
    if !failure.subject.isEmpty {
      lines.append("  at:  \(TerminalText.sanitized(failure.subject))")
    }
    if let why = failure.why, !why.isEmpty { lines.append("  why: \(TerminalText.sanitized(why))") }
    for (index, remedy) in failure.remedies.enumerated() {
      lines.append((index == 0 ? "  fix: " : "   or: ") + TerminalText.sanitized(remedy))
    }
    return lines.joined(separator: "\n")
  }
}
