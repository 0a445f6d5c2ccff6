import Checks
import Postgres
import Testing

/// Refused connections by their messages, where no server could be made to say them.
@Suite struct ConnectRuleTests {
  private let pipeline = Facts.healthyPipeline()

  private func finding(
    _ id: String, _ text: String, host: String = "db.example",
    change: (inout Facts) -> Void = { _ in }
  ) throws -> Finding {
    try #require(
      pipeline.findings(id) {
        $0.host = host
        $0.connectionError = ConnectionError(reading: text)
        change(&$0)
      }.first { $0.status == .error })
  }

  /// Up to 13: "no pg_hba.conf entry for replication connection" for every replication session,
  /// also a logical one (src/backend/libpq/auth.c of 13).
  @Test func theMisleadingWordsOf13AreExplained() throws {
    let text =
      "FATAL:  28000: no pg_hba.conf entry for replication connection from host \"10.2.3.4\","
      + " user \"cdc\", SSL off"
    let found = try #require(
      pipeline.findings("hba") {
        $0.replicationError = ConnectionError(reading: text, replication: true)
        $0.accessLines = [
          AccessLine(
            number: 7, type: "host", databases: ["all"], users: ["cdc"], method: "md5"),
          AccessLine(
            number: 8, type: "host", databases: ["replication"], users: ["all"], method: "trust"),
        ]
      }.first)
    #expect(found.status == .error)
    #expect(found.found.contains("a line for the database is missing, not one for replication"))
    #expect(
      found.remedies[0].text
        == "pg_hba.conf: host \"shop\" \"cdc\" 10.2.3.4/32 scram-sha-256")
    #expect(found.remedies.contains { $0.text.hasPrefix("line 7 admits the normal session") })
    #expect(!found.remedies.contains { $0.text.hasPrefix("line 8") })
  }

  @Test func theLineFitsTheSession() throws {
    func line(_ words: String) throws -> String {
      try finding("hba", "FATAL:  28000: no pg_hba.conf entry for host \(words)").remedies[0].text
    }
    #expect(
      try line("\"10.2.3.4\", user \"cdc\", database \"shop\", SSL encryption")
        == "pg_hba.conf: hostssl \"shop\" \"cdc\" 10.2.3.4/32 scram-sha-256")
    #expect(
      try line("\"fd00::7\", user \"cdc\", database \"shop\", no encryption")
        == "pg_hba.conf: host \"shop\" \"cdc\" fd00::7/128 scram-sha-256")
    #expect(
      try line("\"[local]\", user \"cdc\", database \"shop\", no encryption")
        == "pg_hba.conf: local \"shop\" \"cdc\" scram-sha-256")
    // Another language: neither the address nor the encryption is known.
    let foreign = try finding("hba", "FATAL:  28000: kein pg_hba.conf-Eintrag für Host »10.2.3.4«")
    #expect(
      foreign.remedies[0].text == "pg_hba.conf: hostssl \"shop\" \"cdc\" ADDRESS scram-sha-256")
    let managed = try finding("hba", "FATAL:  28000: no pg_hba.conf entry for host") {
      $0.provider = .rds
    }
    #expect(managed.remedies.contains { $0.text.contains("security group") })
  }

  @Test func aHostWithOnlyIPv6IsToldApart() throws {
    let six =
      "connection to server at \"db.abc.supabase.co\" (2600:1f18::1), port 5432 failed: Network is"
      + " unreachable"
    let four =
      "connection to server at \"db.abc.supabase.co\" (10.0.0.1), port 5432 failed: Network"
      + " is unreachable"
    let only = try finding("tcp", six, host: "db.abc.supabase.co") { $0.provider = .supabase }
    #expect(only.why.contains("only IPv6 addresses"))
    #expect(only.remedies.contains { $0.text.contains("IPv4 add-on") })
    #expect(try !finding("tcp", six + "\n" + four).why.contains("IPv6"))
    #expect(try !finding("tcp", four).why.contains("IPv6"))
    let closed = try finding("tcp", "server closed the connection unexpectedly")
    #expect(closed.why.contains("closes the connection"))
    let silent = try finding("tcp", "timeout expired")
    #expect(silent.why.contains("firewall"))
  }

  /// A remedy of the provider is shown for the errors that it can fix.
  @Test func remediesFitTheirErrors() throws {
    let unknown = "could not translate host name \"db\" to address: Name or service not known"
    let untrusted = "SSL error: certificate verify failed"
    let silent = "timeout expired"
    func words(_ id: String, _ message: String, _ provider: Provider) throws -> String {
      try finding(id, message) { $0.provider = provider }.remedies.map(\.text).joined(
        separator: ";")
    }
    for (id, message) in [("dns", unknown), ("tls", untrusted), ("tcp", silent)] {
      let own = try words(id, message, .selfManaged)
      #expect(!own.contains("pg_hba.conf") && !own.contains("pg_reload_conf"), "\(id)")
      let cloud = try words(id, message, .rds)
      #expect(cloud.contains("security group") == (id == "tcp"), "\(id)")
      #expect(cloud.contains("certificate bundle") == (id == "tls"), "\(id)")
      #expect(cloud.contains("not RDS Proxy") == (id != "tls"), "\(id)")
    }
  }

  @Test func reasonsAreToldApart() throws {
    let temporary = try finding(
      "dns", "could not translate host name \"db\" to address: Temporary failure in name resolution"
    )
    #expect(temporary.why.contains("no name server answers"))
    let peer = try finding("auth", "FATAL:  28000: Peer authentication failed for user \"cdc\"")
    #expect(peer.why.contains("operating system"))
    let foreign = try finding("auth", "FATAL:  28000: Rolle »cdc« existiert nicht")
    #expect(foreign.why.contains("does not exist, or it may not log in"))
    // The second is how 16 and later say it.
    for text in [
      "sorry, too many clients already",
      "remaining connection slots are reserved for roles with the SUPERUSER attribute",
    ] {
      let full = try finding("server-ready", "FATAL:  53300: \(text)")
      #expect(full.why.contains("all connections"))
      #expect(full.remedies.contains { $0.restart })
    }
  }

  @Test func portsAndNamesAreOnlyAHint() {
    let hint = pipeline.findings("pooler") { $0.port = "6432" }
    #expect(hint.map(\.status) == [.info])
    let named = pipeline.findings("pooler") {
      $0.host = "ep-x-pooler.eu-central-1.aws.neon.tech"
      $0.replication = nil
      $0.replicationError = ConnectionError(.other, message: "no")
    }
    #expect(named.map(\.status) == [.warning])
    // PgBouncer from 1.20 on carries `replication`, but not `options`.
    #expect(
      pipeline.problems {
        $0.connectionError = ConnectionError(
          reading: "FATAL:  08P01: unsupported startup parameter: options")
      } == ["pooler"])
  }

  @Test func severalServersBehindOneAddress() {
    #expect(pipeline.findings("single-instance").isEmpty)
    var instances = InstanceFacts()
    instances.tried = 4
    #expect(
      pipeline.findings("single-instance") { $0.instances = instances }.map(\.status) == [.ok])
    instances.problem = "too many clients"
    #expect(
      pipeline.findings("single-instance") { $0.instances = instances }.map(\.status)
        == [.unknown])
    instances.strangers = ["10.0.0.2, port 5432", "10.0.0.2, port 5432"]
    let several = pipeline.findings("single-instance") { $0.instances = instances }
    #expect(several.map(\.status) == [.error])
    #expect(several[0].found.contains("2 of 4 sessions"))
  }
}
