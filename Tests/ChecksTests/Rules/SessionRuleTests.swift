import Checks
import Settings
import Testing

/// Settings that end or falsify a session, unless blink-run's own value reaches the server.
@Suite struct SessionRuleTests {
  private let pipeline = Facts.healthyPipeline()

  private func facts(
    _ name: String, _ value: String, unit: String? = nil, source: String = "user",
    isPooled: Bool = false
  ) -> Facts {
    var facts = pipeline
    facts.server.settings[name] = ServerFacts.Setting(value: value, unit: unit, source: source)
    facts.server.isPooled = isPooled
    return facts
  }

  @Test func timeoutsOfTheSnapshot() {
    // transaction_timeout: documentation of 17, "Statement Behavior".
    let cases: [(id: String, setting: String)] = [
      ("idle-in-transaction-timeout", "idle_in_transaction_session_timeout"),
      ("transaction-timeout", "transaction_timeout"),
      ("statement-timeout", "statement_timeout"),
    ]
    for (id, setting) in cases {
      let pinned = facts(setting, "60000", unit: "ms").findings(id)
      #expect(pinned.map(\.status) == [.info])
      #expect(pinned[0].found.contains("\(setting) = 60 s (set for this role)"))
      #expect(facts(setting, "0", unit: "ms").findings(id) == [])
      let pooled = facts(setting, "60000", unit: "ms", isPooled: true).findings(id)
      #expect(pooled.map(\.status) == [.warning])
      #expect(pooled[0].remedies[0].text == "ALTER ROLE \"cdc\" SET \(setting) = '0';")
      let narrow = facts(setting, "1", unit: "ms", source: "database user", isPooled: true)
      #expect(
        narrow.findings(id)[0].remedies[0].text
          == "ALTER ROLE \"cdc\" IN DATABASE \"shop\" SET \(setting) = '0';")
      var done = facts(setting, "60000", isPooled: true)
      done.configuration?.source.streamSnapshot = false
      #expect(done.findings(id) == [])
    }
  }

  @Test func theFormOfValues() {
    func status(_ name: String, _ value: String, isPooled: Bool = true) -> [Finding.Status] {
      facts(name, value, isPooled: isPooled).findings("session-formats").map(\.status)
    }
    for (name, same, other) in [
      ("DateStyle", "ISO, DMY", "German, DMY"), ("IntervalStyle", "postgres", "iso_8601"),
      ("TimeZone", "Etc/UTC", "Asia/Tokyo"), ("bytea_output", "hex", "escape"),
      ("extra_float_digits", "1", "0"), ("xmlbinary", "base64", "hex"),
    ] {
      #expect(status(name, same) == [])
      #expect(status(name, other) == [.warning])
      #expect(status(name, other, isPooled: false) == [.info])
    }
  }

  @Test func theServersPatience() {
    func status(_ value: String) -> [Finding.Status] {
      facts("wal_sender_timeout", value, unit: "ms").findings("wal-sender-timeout").map(\.status)
    }
    #expect(status("60000") == [])
    #expect(status("3000") == [.warning])
    #expect(status("0") == [.warning])
  }

  @Test func aRoleThatIsReadOnly() {
    let name = "default_transaction_read_only"
    #expect(facts(name, "off").findings("read-only-default") == [])
    #expect(facts(name, "on").findings("read-only-default").map(\.status) == [.info])
    var first = facts(name, "on")
    first.publication = nil
    let found = first.findings("read-only-default")
    #expect(found.map(\.status) == [.error])
    #expect(found[0].remedies[1].text.contains("; CREATE PUBLICATION \"s\" FOR TABLE"))
  }
}
