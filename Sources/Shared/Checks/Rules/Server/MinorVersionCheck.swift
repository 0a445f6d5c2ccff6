import Postgres
import Replication
import Settings

/// Whether the next minor update changes which output plugins are allowed.
struct MinorVersionCheck: Check {
  let id = "minor-version"
  let group = Group.server
  let page = CheckPage(
    "The update that restricts output plugins",
    when: "from 14 on",
    finds: "a release before 14.24, 15.19, 16.15, 17.11 or 18.6 (August 2026)",
    why:
      "those releases fix CVE-2026-6471 with the setting `output_plugin_libraries`, which by default allows only pgoutput and test_decoding: after the update, slots with another plugin, such as wal2json, stop until it is allowed",
    severity: "note; warning if this pipeline or any slot uses another plugin",
    remedies: [
      "Update, for the fix. If another plugin is in use, allow it at the same time: see `plugin-allowed`."
    ],
    topic: .plugin("wal2json"),
    sources: ["https://www.postgresql.org/support/security/", CheckPage.postgres("release.html")])

  /// The first release of each major version that has the setting.
  static let fixed = [14: 24, 15: 19, 16: 15, 17: 11, 18: 6]

  func findings(_ facts: Facts) -> [Finding] {
    guard let release = Release.missing(Self.fixed, in: facts.server.version) else { return [] }
    let found =
      "\(Release.text(facts.server.version)) is older than \(release), which restricts output plugins by name (CVE-2026-6471)"
    let plugins = Set(facts.slots.compactMap(\.plugin) + [facts.plugin.rawValue])
    guard let other = plugins.subtracting(["pgoutput", "test_decoding"]).min() else {
      return [finding(.info, "", found)]
    }
    // This server does not know the setting yet.
    let remedies = facts.provider.guide.admit(plugin: other, for: facts.server.role.quoted).map {
      $0.kind == .sql ? Remedy(.text, "after the update: \($0.text)", by: $0.runAs) : $0
    }
    return [
      finding(
        .warning, other, found,
        why: "after that update slots with \(other) stop until it is allowed",
        remedies: remedies)
    ]
  }
}
