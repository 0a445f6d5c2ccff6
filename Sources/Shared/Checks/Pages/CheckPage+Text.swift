package import Diagnostics

extension CheckPage {
  /// The page as `--explain` prints it, with the remedies for one provider, or for each.
  package func text(of check: any Check, at provider: Provider?, style: Style) -> String {
    var lines = [style.bold("\(check.id)") + "  \(title)", ""]
    func add(_ heading: String, _ words: String) {
      let name = heading + String(repeating: " ", count: max(1, 15 - heading.utf8.count))
      let parts = Self.wrapped(Self.plain(words), to: 72)
      for (index, part) in parts.enumerated() {
        lines.append((index == 0 ? style.dim(name) : String(repeating: " ", count: 15)) + part)
      }
    }
    add("Group", check.group.rawValue)
    add("Looks", when)
    add("Finds", finds)
    add("Why", why)
    add("Severity", severity)
    add("Side effects", sideEffects)
    add("Restart", needsRestart ? "the remedy needs one" : "not needed")
    if let lock { add("Lock", lock) }
    if !check.causes.isEmpty { add("Skipped after", check.causes.joined(separator: ", ")) }
    lines += ["", style.bold("What to do")]
    for remedy in remedies {
      let parts = Self.wrapped(Self.plain(remedy), to: 83)
      for (index, part) in parts.enumerated() {
        lines.append((index == 0 ? "  - " : "    ") + part)
      }
    }
    if let topic {
      for provider in provider.map({ [$0] }) ?? Provider.allCases {
        let remedies = topic.remedies(at: provider)
        if remedies.isEmpty { continue }
        lines += ["", style.bold(provider.title)]
        lines += remedies.map { "  \($0.line)" }
      }
    }
    lines += ["", style.bold("Sources")] + sources.map { "  \($0)" }
    return lines.joined(separator: "\n") + "\n"
  }

  /// Without Markdown's marks.
  private static func plain(_ text: String) -> String { text.filter { $0 != "`" } }

  /// Lines of at most `width` bytes, broken at spaces.
  static func wrapped(_ text: String, to width: Int) -> [String] {
    var lines: [String] = []
    var line = ""
    for word in text.split(separator: " ") {
      if !line.isEmpty, line.utf8.count + 1 + word.utf8.count > width {
        lines.append(line)
        line = ""
      }
      line += (line.isEmpty ? "" : " ") + word
    }
    return lines + [line]
  }
}

extension Remedy {
  /// The text, after who may do it.
  var line: String {
    let notes = [runAs, restart ? "restart" : ""].filter { !$0.isEmpty }
    return (notes.isEmpty ? "" : "(\(notes.joined(separator: ", "))) ") + text
  }
}
