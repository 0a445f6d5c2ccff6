import Postgres
import Replication
import Settings

/// Whether the server has the output plugin.
struct PluginInstalledCheck: Check {
  let id = "plugin-installed"
  let group = Group.plugin
  let causes = ["plugin-allowed"]
  let page = CheckPage(
    "The output plugin",
    when: "always; for a plugin other than pgoutput only with a trial (`--probe`)",
    finds: "an output plugin whose library is not installed on the server",
    why: "the plugin decodes the WAL into changes on the server",
    severity: "error",
    sideEffects: "none without `--probe`; with it see `probe`",
    remedies: [
      "`plugin: pgoutput`, which is part of PostgreSQL.",
      "Or install the package with the plugin on the server.",
    ],
    topic: .plugin("wal2json"),
    sources: [CheckPage.postgres("logicaldecoding-output-plugin.html")])

  func findings(_ facts: Facts) -> [Finding] {
    let plugin = facts.plugin
    if let problem = facts.probe?.problem, problem.sqlstate == "58P01" {
      return [
        finding(
          .error, plugin.rawValue,
          "output plugin \(plugin.rawValue) is not installed: \(problem.description)",
          why: "the plugin decodes the WAL into changes on the server", remedies: remedies(facts))
      ]
    }
    if plugin == .pgoutput { return ok("pgoutput is part of PostgreSQL") }
    let isInUse = facts.slots.contains { $0.plugin == plugin.rawValue }
    if isInUse || facts.probe?.decoding != nil { return ok("\(plugin.rawValue) is installed") }
    return [
      finding(
        .unknown, plugin.rawValue,
        "only a trial shows whether \(plugin.rawValue) is installed: --probe")
    ]
  }

  private func remedies(_ facts: Facts) -> [Remedy] {
    let plain = Remedy(.config, "plugin: pgoutput   # part of PostgreSQL itself")
    guard facts.provider == .selfManaged else { return [plain] }
    let version = facts.server.version / 10_000
    return [
      plain,
      Remedy(
        .command, "apt install postgresql-\(version)-\(facts.plugin.rawValue)",
        by: "server administrator"),
    ]
  }
}
