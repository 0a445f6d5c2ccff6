/// The pages of all checks as Markdown, for docs/reference/checks.
package enum CheckReference {
  /// A file of the reference.
  package struct File: Sendable {
    package let name: String
    package let text: String
  }

  /// One file a check, and an index.
  package static func files() -> [File] {
    [File(name: "README.md", text: index())]
      + Registry.all.map { File(name: "\($0.id).md", text: page($0)) }
  }

  private static func index() -> String {
    var text = """
      # Checks of `blink-schema doctor`

      Every finding has the id of its check; `blink-schema doctor --explain ID` prints the same page.
      These pages are generated from the sources of the checks.

      """
    for group in Group.allCases {
      let checks = Registry.all.filter { $0.group == group }
      if checks.isEmpty { continue }
      text += "\n## \(group.rawValue)\n\n| id | about | severity |\n|---|---|---|\n"
      for check in checks {
        text +=
          "| [\(check.id)](\(check.id).md) | \(cell(check.page.title)) | \(cell(check.page.severity)) |\n"
      }
    }
    return text
  }

  private static func page(_ check: any Check) -> String {
    let page = check.page
    var text = "# \(check.id): \(page.title)\n\n| | |\n|---|---|\n"
    func row(_ name: String, _ words: String) { text += "| \(name) | \(cell(words)) |\n" }
    row("Group", check.group.rawValue)
    row("Looks", page.when)
    row("Finds", page.finds)
    row("Severity", page.severity)
    row("Side effects", page.sideEffects)
    row("Restart", page.needsRestart ? "the remedy needs one" : "not needed")
    if let lock = page.lock { row("Lock", lock) }
    if !check.causes.isEmpty {
      row("Skipped after", check.causes.map { "[\($0)](\($0).md)" }.joined(separator: ", "))
    }
    text += "\n**Why it matters:** \(page.why).\n\n## What to do\n\n"
    text += page.remedies.map { "- \($0)\n" }.joined()
    if let topic = page.topic {
      text += "\n## At each provider\n"
      for provider in Provider.allCases {
        let remedies = topic.remedies(at: provider)
        if remedies.isEmpty { continue }
        text += "\n**\(provider.title)**\n\n```\n"
        text += remedies.map { "\($0.line)\n" }.joined() + "```\n"
      }
    }
    return text + "\n## Sources\n\n"
      + page.sources.map { "- \($0.contains("://") ? "<\($0)>" : $0)\n" }.joined()
  }

  private static func cell(_ text: String) -> String {
    text.split(separator: "|", omittingEmptySubsequences: false).joined(separator: "\\|")
  }
}
