import Postgres
import Replication
import Settings

/// Whether the server allows the output plugin.
struct PluginAllowedCheck: Check {
  let id = "plugin-allowed"
  let group = Group.plugin
  let page = CheckPage(
    "The list of allowed output plugins",
    when:
      "14.24, 15.19, 16.15, 17.11, 18.6 and later; a role without `pg_read_all_settings` cannot read the list, so only a trial shows whether the plugin is allowed (`--probe`)",
    finds: "that `output_plugin_libraries` does not include the plugin",
    why:
      "a library that is not in the list is refused, even for superusers, and existing slots that use it stop; the default allows pgoutput and test_decoding",
    severity: "error",
    sideEffects: "none without `--probe`; with it see `probe`",
    remedies: [
      "`plugin: pgoutput`.",
      "Quote each name by itself: `'pgoutput', 'wal2json'`. One string with commas, `'pgoutput, wal2json'`, is a single name and allows no plugin.",
      "For one role: `ALTER ROLE … SET output_plugin_libraries = …`; for all: `ALTER SYSTEM SET …` and a reload.",
    ],
    topic: .plugin("wal2json"),
    sources: [
      "https://www.postgresql.org/support/security/CVE-2026-6471/",
      CheckPage.postgres("runtime-config-replication.html"),
    ])

  func findings(_ facts: Facts) -> [Finding] {
    let plugin = facts.plugin.rawValue
    if let refusal = Self.refusal(facts) { return [error(refusal, facts)] }
    guard let list = facts.setting("output_plugin_libraries") else { return hidden(facts) }
    let names = Self.names(list)
    if names.contains(plugin) { return ok("\(plugin) is allowed") }
    let isOneName = names.contains { $0.contains(",") }
    return [
      error(
        "output_plugin_libraries is \(list)"
          + (isOneName ? ": one name with commas in it, which allows no plugin" : ""), facts)
    ]
  }

  /// Only superusers and readers of all settings see the list, where the server has one.
  private func hidden(_ facts: Facts) -> [Finding] {
    let version = facts.server.version
    guard version >= 140_000, Release.missing(MinorVersionCheck.fixed, in: version) == nil,
      !facts.server.isSuperuser, facts.gaps[.settings] == nil
    else { return [] }
    switch facts.probe?.decoding {
    case .message?, .silent?: return ok("a trial slot decodes with \(facts.plugin.rawValue)")
    default: break
    }
    let right = "GRANT pg_monitor TO \(facts.server.role.quoted);"
    var finding = finding(
      .unknown, "", "this role may not read output_plugin_libraries; --probe tries it instead",
      remedies: [Remedy(.sql, right, by: "superuser, or the provider's administrator")])
    finding.missingRight = right
    return [finding]
  }

  private func error(_ evidence: String, _ facts: Facts) -> Finding {
    let plugin = facts.plugin.rawValue
    let isBuiltIn = facts.plugin == .pgoutput
    let slots = facts.slots.filter { $0.plugin == plugin }.map(\.name).sorted()
    return finding(
      .error, plugin, "output plugin \(plugin) is not allowed: \(evidence)",
      why: slots.isEmpty
        ? "no slot can be created with it"
        : "slots that use it no longer decode: \(slots.joined(separator: ", "))",
      remedies: isBuiltIn
        ? Self.builtIns(facts)
        : facts.provider.guide.admit(plugin: plugin, for: facts.server.role.quoted))
  }

  /// One quoted name for each plugin: a string with commas would be one name, and allow none.
  private static func builtIns(_ facts: Facts) -> [Remedy] {
    let list = "output_plugin_libraries = 'pgoutput', 'test_decoding';"
    let role = Remedy(
      .sql, "ALTER ROLE \(facts.server.role.quoted) SET \(list)", by: "superuser")
    guard facts.provider == .selfManaged else { return [role] }
    return [
      role, Remedy(.sql, "ALTER SYSTEM SET \(list)", by: "superuser", stage: .settings),
      Remedy(
        .sql, "SELECT pg_reload_conf();", by: "superuser", stage: .settings, isNextStep: true),
    ]
  }

  /// The error of the trial, if this was its reason.
  static func refusal(_ facts: Facts) -> String? {
    var errors = [facts.probe?.problem].compactMap { $0 }
    if case .failed(let error)? = facts.probe?.decoding { errors.append(error) }
    // A role that may not replicate has the same state, but another message.
    return errors.first { $0.sqlstate == "42501" && $0.message.contains(facts.plugin.rawValue) }?
      .description
  }

  /// The names in a list of them, some of them in double quotes.
  static func names(_ list: String) -> [String] {
    var names: [String] = []
    var name = ""
    var isQuoted = false
    for character in list {
      switch character {
      case "\"": isQuoted.toggle()
      case "," where !isQuoted:
        names.append(name)
        name = ""
      case " " where !isQuoted: break
      default: name.append(character)
      }
    }
    return (names + [name]).filter { !$0.isEmpty }
  }
}
