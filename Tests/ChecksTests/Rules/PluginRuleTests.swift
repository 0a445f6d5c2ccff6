import Checks
import Postgres
import Replication
import Settings
import Testing

/// Output plugins, and what the trial with a temporary slot says of them.
@Suite struct PluginRuleTests {
  private let pipeline = Facts.healthyPipeline()

  private func probe(
    _ plugin: Plugin, _ state: String?, _ message: String = "no",
    decoding: ProbeFacts.Decoding? = nil
  ) -> Facts {
    var facts = pipeline
    facts.configuration?.source.plugin = plugin
    facts.server.version = 150_020
    facts.probe = ProbeFacts(
      plugin: plugin.rawValue,
      problem: state.map { ServerError(sqlstate: $0, message: message) },
      time: .milliseconds(5), decoding: decoding)
    return facts
  }

  /// Messages of 17.12 and 18.6.
  @Test func theTrialTellsInstalledFromAdmitted() {
    let missing = probe(
      .wal2json, "58P01", "could not access file \"wal2json\": No such file or directory")
    #expect(missing.problems() == ["plugin-installed", "plugin-wal2json"])
    #expect(missing.findings("probe").map(\.cause) == ["plugin-installed"])
    let refused = probe(
      .wal2json, "42501", "library \"wal2json\" may not be used as an output plugin")
    #expect(refused.problems() == ["plugin-allowed", "plugin-wal2json"])
    #expect(refused.findings("plugin-installed").map(\.cause) == ["plugin-allowed"])
    #expect(
      refused.findings("plugin-allowed")[0].remedies.map(\.text).contains {
        $0.contains("= 'pgoutput', 'wal2json'")
      })
    let stopped = refused.findings("plugin-allowed") {
      var slot = ReplicationSlot()
      slot.name = "old"
      slot.plugin = "wal2json"
      $0.slots = [slot]
    }
    #expect(stopped[0].why.contains("no longer decode: old"))
    // The same state for a role without the right.
    #expect(
      probe(.pgoutput, "42501", "must be superuser or replication role to use replication slots")
        .problems() == ["probe"])
  }

  @Test func theListIsReadWhereItIsVisible() {
    func status(_ list: String, _ plugin: Plugin = .pgoutput) -> [Finding.Status] {
      pipeline.findings("plugin-allowed") {
        $0.configuration?.source.plugin = plugin
        $0.server.settings["output_plugin_libraries"] = ServerFacts.Setting(value: list)
      }.map(\.status)
    }
    #expect(status("pgoutput, test_decoding") == [.ok])
    #expect(status("pgoutput, test_decoding", .wal2json) == [.error])
    #expect(status("pgoutput, \"wal2json\"", .wal2json) == [.ok])
    // The trap: one name with commas in it.
    #expect(status("\"pgoutput, test_decoding, wal2json\"") == [.error])
    #expect(status("\"pgoutput, test_decoding, wal2json\"", .wal2json) == [.error])
    #expect(pipeline.findings("plugin-allowed").isEmpty)
    // Release notes of 17.11: the setting is there, and only superusers see it.
    func hidden(_ decoding: ProbeFacts.Decoding?, version: Int = 170_011) -> [Finding.Status] {
      pipeline.findings("plugin-allowed") {
        $0.server.version = version
        $0.server.isSuperuser = false
        $0.probe = ProbeFacts(plugin: "pgoutput", decoding: decoding)
      }.map(\.status)
    }
    #expect(hidden(nil) == [.unknown] && hidden(.message(.zero)) == [.ok])
    #expect(hidden(nil, version: 170_010) == [])
  }

  @Test func withoutATrialOtherPluginsAreUnknown() {
    let unknown = pipeline.findings("plugin-installed") {
      $0.configuration?.source.plugin = .wal2json
    }
    #expect(unknown.map(\.status) == [.unknown])
    let used = pipeline.findings("plugin-installed") {
      $0.configuration?.source.plugin = .wal2json
      var slot = ReplicationSlot()
      slot.plugin = "wal2json"
      $0.slots = [slot]
    }
    #expect(used.map(\.status) == [.ok])
    #expect(pipeline.findings("plugin-installed").map(\.status) == [.ok])
    #expect(pipeline.findings("probe").isEmpty)
  }

  @Test func whatTheTrialSays() {
    #expect(probe(.pgoutput, nil, decoding: .message(.milliseconds(3))).problems() == [])
    #expect(
      probe(.pgoutput, nil, decoding: .silent("a standby writes no message")).problems() == [])
    let failed = ServerError(sqlstate: "XX000", message: "broken")
    #expect(probe(.pgoutput, nil, decoding: .failed(failed)).problems() == ["probe"])
    #expect(probe(.pgoutput, "53400", "all replication slots are in use").problems() == ["probe"])
    // Another check knows why.
    var full = probe(.pgoutput, "53400")
    full.server.usedSlots = 10
    #expect(full.problems() == ["replication-slots-free"])
  }

  @Test func whoBlocksIsNamedWithoutValues() {
    var blocked = probe(.pgoutput, "57014", "no answer within 5 s")
    var writer = WriteBlocker(description: "", database: "shop", pid: 42)
    writer.role = "app"
    writer.state = "active"
    writer.seconds = 302
    writer.querySeconds = 300
    writer.query = "UPDATE users SET password = 'canary' WHERE id = 1"
    var prepared = WriteBlocker(description: "", gid: "it's", database: "other")
    prepared.seconds = 9_000
    blocked.blockers = [writer, prepared]
    let finding = blocked.findings("probe")[0]
    #expect(
      finding.found
        == "no slot within 5 ms: it waits for pid 42 of app in shop, open for 302 s, active, last"
        + " statement 300 s ago: UPDATE users SET password = ; prepared transaction 'it's' in"
        + " other, open for 9000 s")
    #expect(
      finding.remedies.map(\.text) == [
        "SELECT pg_terminate_backend(42);", "ROLLBACK PREPARED 'it''s';",
      ])
    #expect(finding.remedies.allSatisfy { $0.isDestructive })
    // A start of blink-run would wait as well, but not fail.
    #expect(finding.status == .warning)
    blocked.blockers = Array(repeating: writer, count: 8)
    #expect(blocked.findings("probe")[0].found.contains("; 3 more"))
    blocked.blockers = []
    #expect(blocked.findings("probe")[0].found.contains("this role may not see"))
    // 16 and later: a slot on a standby waits for the primary's running transactions
    // (PostgreSQL documentation, "Logical Decoding Concepts").
    blocked.server.isStandby = true
    blocked.server.version = 160_004
    #expect(
      blocked.findings("probe")[0].remedies.map(\.text)
        == ["on the primary: SELECT pg_log_standby_snapshot();"])
  }
}
