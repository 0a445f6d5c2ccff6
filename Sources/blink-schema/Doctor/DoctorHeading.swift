import Checks
import Diagnostics
import Postgres
import Settings

/// The first lines of a report: what was looked at, and what it is.
struct DoctorHeading {
  let style: Style
  let glyphs: Glyphs

  func lines(_ facts: Facts) -> [String] {
    guard !facts.port.isEmpty else {
      let file = facts.configuration?.file ?? ""
      return [style.bold("blink-schema doctor --offline") + "  " + clean(file)]
    }
    let host = facts.host.isEmpty ? "local socket" : facts.host
    let database = facts.server.database.isEmpty ? "" : "/\(facts.server.database)"
    let file = facts.configuration.map { "\($0.file) \(glyphs.arrow) " } ?? ""
    let version = facts.server.version
    var parts = ["\(facts.provider.title) (\(facts.providerEvidence))"]
    if version > 0 { parts.insert("PostgreSQL \(Self.text(version))", at: 0) }
    if facts.configuration != nil {
      parts.append(facts.plugin.rawValue)
      parts += [facts.slot.map { "slot \($0)" }, facts.publicationName.map { "publication \($0)" }]
        .compactMap { $0 }
    }
    let role = facts.server.role.text
    return [
      style.bold("blink-schema doctor") + "  "
        + clean("\(file)\(role.isEmpty ? "" : "\(role)@")\(host):\(facts.port)\(database)"),
      style.dim(clean(parts.joined(separator: " \(glyphs.dot) "))),
    ]
  }

  /// `15.18`; before 10 three numbers.
  private static func text(_ version: Int) -> String {
    version >= 100_000
      ? "\(version / 10_000).\(version % 10_000)"
      : "\(version / 10_000).\(version / 100 % 100).\(version % 100)"
  }

  private func clean(_ text: String) -> String { TerminalText.sanitized(text) }
}
