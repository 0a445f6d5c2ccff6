import Diagnostics
import Drafting

/// A merge for people.
struct MergeText {
  let style: Style

  /// What is done, and what to look at, a line each.
  func text(_ plan: MergePlan) -> String {
    (plan.notes.map { style.green("  ~ ") + TerminalText.sanitized($0) }
      + plan.warnings.map { style.yellow("warning: ") + TerminalText.sanitized($0) })
      .joined(separator: "\n")
  }

  /// Both sides of every conflict.
  func conflicts(_ plan: MergePlan) -> String {
    plan.conflicts.map { conflict in
      [
        style.bold(TerminalText.sanitized("\(conflict.location): ")) + style.red("conflict: ")
          + TerminalText.sanitized(conflict.subject),
        "    file:     " + TerminalText.sanitized(conflict.file),
        "    database: " + TerminalText.sanitized(conflict.database),
      ].joined(separator: "\n")
    }.joined(separator: "\n")
  }
}
