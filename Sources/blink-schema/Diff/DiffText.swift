import Diagnostics
import Drafting

/// The text form of a comparison: a line for each difference, then how many of which kind.
struct DiffText {
  let style: Style
  let isVerbose: Bool

  func render(_ changes: [Change], file: String, other: String) -> String {
    let shown = changes.filter { isVerbose || $0.weight.isDrift }
    let widths = shown.map { subject($0).utf8.count }
    let width = min(40, widths.max() ?? 0)
    var lines = shown.map { line($0, width) }
    let counts = Change.Weight.allCases.compactMap { weight -> String? in
      let count = changes.count { $0.weight == weight }
      return count == 0 ? nil : "\(count) \(weight.rawValue)"
    }
    let name = TerminalText.sanitized(file)
    let other = TerminalText.sanitized(other)
    if changes.contains(where: \.weight.isDrift) {
      lines.append(
        style.cross + " \(name) and \(other) differ: " + counts.joined(separator: ", "))
    } else {
      let rest =
        counts.isEmpty ? "" : " \(style.dot) " + counts.joined(separator: ", ") + hint(changes)
      lines.append(style.tick + " \(name) fits \(other)" + style.dim(rest))
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private func hint(_ changes: [Change]) -> String { isVerbose ? "" : " (-v)" }

  private func subject(_ change: Change) -> String {
    TerminalText.sanitized(change.column.map { "\(change.stream).\($0)" } ?? change.stream)
  }

  private func line(_ change: Change, _ width: Int) -> String {
    let subject = subject(change)
    let padding = String(repeating: " ", count: max(0, width - subject.utf8.count))
    var sides: [String] = []
    if let file = change.file { sides.append("file \(file)") }
    if let database = change.database { sides.append("database \(database)") }
    let place =
      change.location.map { style.dim("  " + TerminalText.sanitized($0.description)) } ?? ""
    return "\(mark(change.weight)) \(style.bold(subject))\(padding)  \(change.kind.rawValue)  "
      + TerminalText.sanitized(sides.joined(separator: ", ")) + place
  }

  private func mark(_ weight: Change.Weight) -> String {
    switch weight {
    case .compatible: style.green("+")
    case .widening: style.yellow("~")
    case .breaking: style.red("!")
    case .cosmetic, .unlisted: style.dim(" ")
    }
  }
}
