import Foundation
import Postgres
import Support
import Testing

/// Sessions that do not open: each way is a finding with its remedy, and exit code 4.
@Suite struct DoctorConnectionTests {
  private static let table = Fixture.stream("t", [("id", "Int32"), ("v", "String")])

  private func prepared(settings: [String: String] = [:]) throws -> Fixture {
    let cluster = try TestCluster(
      settings: ["max_slot_wal_keep_size": "10GB"].merging(settings) { $1 })
    try cluster.psql("CREATE ROLE cdc LOGIN REPLICATION PASSWORD 'right'; CREATE DATABASE shop")
    try cluster.psql(
      "CREATE TABLE t (id int PRIMARY KEY, v text); GRANT SELECT ON t TO cdc;"
        + " CREATE PUBLICATION s FOR TABLE t", database: "shop")
    return try Fixture(cluster, yaml: Fixture.yaml(Self.table))
  }

  private func doctor(
    _ fixture: Fixture, _ more: [String: String] = [:], _ arguments: [String] = []
  ) throws -> (report: DoctorReport, exit: Int32) {
    try fixture.doctor(user: "cdc", arguments, with: ["DATABASE_NAME": "shop"].merging(more) { $1 })
  }

  /// The only problem of a session that does not open.
  private func refusal(_ fixture: Fixture, _ more: [String: String] = [:]) throws
    -> DoctorReport.Check
  {
    let (report, exit) = try doctor(fixture, more)
    #expect(exit == 4)
    #expect(report.problems.count == 1, "\(report.problems)")
    let problem = try #require(report.checks.first { $0.status == "error" })
    #expect(!problem.found.isEmpty && !problem.why.isEmpty && !problem.remedies.isEmpty)
    return problem
  }

  /// Breaks, sees the one finding, applies its SQL remedy, gets a session.
  private func mends(_ fixture: Fixture, _ id: String, breaking sql: String) throws {
    try fixture.cluster.psql(sql)
    let problem = try refusal(fixture)
    #expect(problem.id == id)
    let remedy = try #require(problem.remedies.first { $0.kind == "sql" }, "\(id)")
    try fixture.cluster.psql(remedy.text)
    #expect(try doctor(fixture).exit != 4, "after \(remedy.text)")
  }

  @Test func rightsAndLimitsAreToldApart() throws {
    let fixture = try prepared()
    #expect(try doctor(fixture).exit == 0)
    try mends(fixture, "auth", breaking: "ALTER ROLE cdc NOLOGIN")
    try mends(fixture, "database-access", breaking: "REVOKE CONNECT ON DATABASE shop FROM public")
    try mends(fixture, "database-access", breaking: "ALTER DATABASE shop ALLOW_CONNECTIONS false")
    try mends(fixture, "server-ready", breaking: "ALTER ROLE cdc CONNECTION LIMIT 0")
    try mends(fixture, "server-ready", breaking: "ALTER DATABASE shop CONNECTION LIMIT 0")

    let missing = try refusal(fixture, ["DATABASE_NAME": "sohp"])
    #expect(missing.id == "database-access" && missing.remedies[0].kind == "config")
    let plain = try refusal(fixture, ["PGSSLMODE": "require"])
    #expect(plain.id == "tls" && plain.why.contains("sslmode=require"))
    let socket = try refusal(fixture, ["DATABASE_HOST": "/nonexistent"])
    #expect(socket.id == "tcp" && socket.why.contains("socket"))
    let refused = try refusal(fixture, ["DATABASE_PORT": "1"])
    #expect(refused.id == "tcp" && refused.why.contains("nothing listens"))
    #expect(try refusal(fixture, ["DATABASE_HOST": "no-such-host.invalid"]).id == "dns")
  }

  @Test func whatHasNoOtherName() throws {
    let fixture = try prepared()
    let cluster = fixture.cluster
    try cluster.psql("ALTER ROLE cdc SET session_preload_libraries = 'nowhere'")
    let problem = try refusal(fixture)
    #expect(problem.id == "connect" && problem.found.contains("nowhere"))
    try cluster.psql("ALTER ROLE cdc RESET session_preload_libraries")
    #expect(try doctor(fixture).exit == 0)

    // The role of a provider's, at a server which does not know it: only the trial tells.
    try cluster.psql(
      "CREATE ROLE rds_replication; GRANT rds_replication TO cdc; ALTER ROLE cdc NOREPLICATION")
    let refused = try doctor(fixture)
    #expect(refused.exit == 2 && refused.report.problems == ["replication-connect"])
    let remedy = try #require(refused.report.problem("replication-connect")?.remedies.first)
    #expect(remedy.kind == "sql")
    try cluster.psql(remedy.text)
    #expect(try doctor(fixture).report.problems == [])
  }

  @Test func trafficThatEverybodyCanRead() throws {
    let fixture = try prepared()
    let host = try OffHost.name()
    let certificates = try Certificates(host: host)
    let plain = try doctor(fixture, ["DATABASE_HOST": host, "PGSSLMODE": "disable"])
    #expect(plain.report.problems == ["tls-plaintext"])
    let remedy = try #require(plain.report.problem("tls-plaintext")?.remedies.first)
    #expect(remedy.text == "sslmode: verify-full and sslrootcert")
    try certificates.install(in: fixture.cluster)
    try fixture.cluster.restart(settings: ["ssl": "on"])
    let verified = try doctor(
      fixture,
      ["DATABASE_HOST": host, "PGSSLMODE": "verify-full", "PGSSLROOTCERT": "\(certificates.root)"])
    #expect(verified.report.problems == [])
  }

  /// Replaces pg_hba.conf and waits until it counts.
  private func admit(_ fixture: Fixture, _ lines: String) throws {
    try "host all postgres 127.0.0.1/32 trust\n\(lines)\n".write(
      toFile: fixture.cluster.dataDirectory + "/pg_hba.conf", atomically: false, encoding: .utf8)
    try fixture.cluster.psql("SELECT pg_reload_conf()")
    let count = lines.split(separator: "\n").count + 1
    #expect(
      try eventually {
        try fixture.cluster.psql(
          "SELECT count(*) FROM pg_hba_file_rules WHERE error IS NULL") == "\(count)"
      })
  }

  @Test func theLineOfTheDatabaseIsMissing() throws {
    let fixture = try prepared()
    // What some guides print: it admits physical replication, which nobody wants here.
    try admit(fixture, "host replication cdc 127.0.0.1/32 trust")
    #expect(try eventually { try refusal(fixture).id == "hba" })
    let problem = try refusal(fixture)
    #expect(problem.found.contains("no line for cdc from 127.0.0.1 to database shop"))
    #expect(problem.why.contains("does not match logical replication"))
    let line = try #require(problem.remedies.first { $0.kind == "config" }).text
    #expect(line == "pg_hba.conf: host \"shop\" \"cdc\" 127.0.0.1/32 scram-sha-256")
    try admit(fixture, String(line.dropFirst("pg_hba.conf: ".count)))

    #expect(try eventually { try refusal(fixture).found.contains("no password") })
    let none = try refusal(fixture)
    #expect(none.id == "auth" && none.remedies[0].text.hasPrefix("password: "))
    #expect(try doctor(fixture, ["PGPASSWORD": "right"]).exit == 0)
    let wrong = try refusal(fixture, ["PGPASSWORD": "canary"])
    #expect(wrong.id == "auth" && wrong.found.contains("28P01"))
    #expect(!wrong.found.contains("canary"))
    // An expired one is refused in the same words.
    try fixture.cluster.psql("ALTER ROLE cdc VALID UNTIL '2020-01-01'")
    #expect(try refusal(fixture, ["PGPASSWORD": "right"]).remedies[1].text.contains("VALID UNTIL"))
    try fixture.cluster.psql("ALTER ROLE cdc VALID UNTIL 'infinity'")

    try admit(fixture, "host shop cdc 127.0.0.1/32 reject\nhost all all 127.0.0.1/32 trust")
    #expect(try eventually { try refusal(fixture).found.contains("rejects cdc") })
    #expect(try refusal(fixture).remedies[0].text.contains("above the line that rejects"))
  }

  @Test func certificatesAreToldApart() throws {
    let fixture = try prepared()
    let certificates = try Certificates(host: "elsewhere.example")
    let other = try Certificates(host: "elsewhere.example")
    try certificates.install(in: fixture.cluster)
    try fixture.cluster.restart(settings: ["ssl": "on"])
    let untrusted = try refusal(
      fixture, ["PGSSLMODE": "verify-ca", "PGSSLROOTCERT": "\(other.root)"])
    #expect(untrusted.id == "tls" && untrusted.why.contains("not trusted by \(other.root)"))
    let named = try refusal(
      fixture, ["PGSSLMODE": "verify-full", "PGSSLROOTCERT": "\(certificates.root)"])
    #expect(named.id == "tls" && named.why.contains("another host name"))
    let nowhere = try refusal(fixture, ["PGSSLMODE": "verify-ca", "PGSSLROOTCERT": "/nonexistent"])
    #expect(nowhere.id == "tls" && nowhere.remedies[0].text.hasPrefix("sslrootcert: the path"))
    #expect(
      try doctor(fixture, ["PGSSLMODE": "verify-ca", "PGSSLROOTCERT": "\(certificates.root)"]).exit
        == 0)
  }

  @Test func aFullServerRefusesAndAnAlmostFullOneIsTold() throws {
    let fixture = try prepared(
      settings: ["max_connections": "4", "superuser_reserved_connections": "3"])
    // One for doctor itself, which the snapshot's first session takes, and none for its worker.
    let scarce = try doctor(fixture)
    #expect(scarce.exit == 2)
    #expect(scarce.report.problems == ["connections-free"])
    let problem = try #require(scarce.report.problem("connections-free"))
    #expect(problem.found.contains("1 connections free"))
    do {
      let holder = try Connection.open(
        try ConnectionParameters(
          conninfo: "host=127.0.0.1 port=\(fixture.cluster.port) user=cdc dbname=shop"),
        applicationName: "holder")
      let full = try refusal(fixture)
      #expect(full.id == "server-ready" && full.why.contains("all connections"))
      #expect(holder.isEncrypted == false)
    }
    fixture.cluster.forget(settings: ["max_connections"])
    try fixture.cluster.psql(problem.remedies[0].text)
    try fixture.cluster.restart()
    #expect(try doctor(fixture).report.problems == [])
    try fixture.cluster.psql("ALTER ROLE cdc CONNECTION LIMIT 1")
    let limited = try #require(try doctor(fixture).report.problem("connections-free"))
    try fixture.cluster.psql(limited.remedies[0].text)
    #expect(try doctor(fixture).report.problems == [])
  }

  @Test func aStartingServerIsWaitedFor() throws {
    let fixture = try prepared()
    let cluster = fixture.cluster
    // The server starts for as long as it waits for a file from its archive.
    let hold = cluster.directory + "/hold"
    cluster.stop()
    for (file, text) in [
      (hold, ""), (cluster.dataDirectory + "/recovery.signal", ""),
    ] {
      try text.write(toFile: file, atomically: false, encoding: .utf8)
      if geteuid() == 0 { _ = try Program.run("/bin/chown", ["postgres", file]) }
    }
    // Without hot_standby there is no moment at which it is a standby that lets readers in.
    try cluster.restart(
      settings: [
        "restore_command": "while [ -e \(hold) ]; do sleep 0.1; done; false", "hot_standby": "off",
      ],
      waiting: false)
    #expect(try eventually { try refusal(fixture).id == "server-ready" })
    let problem = try refusal(fixture)
    #expect(problem.found.contains("57P03") && problem.why.contains("until it is ready"))
    try FileManager.default.removeItem(atPath: hold)
    let waited = try doctor(fixture, [:], ["--wait", "120s"])
    #expect(waited.exit == 0, "\(waited.report.problems)")
  }

  @Test func aPoolerIsKnownByItsBehaviour() throws {
    let fixture = try prepared()
    for mode in ["session", "transaction"] {
      let pooler = try Pooler(before: fixture.cluster, mode: mode)
      let found = try doctor(fixture, ["DATABASE_PORT": "\(pooler.port)"])
      #expect(found.exit == 2)
      #expect(found.report.problems == ["pooler"], "\(mode)")
      let problem = try #require(found.report.problem("pooler"))
      #expect(problem.status == "error" && problem.remedies.contains { $0.text.contains("pooler") })
      // Its own words for what the server would say.
      let missing = try refusal(
        fixture, ["DATABASE_PORT": "\(pooler.port)", "DATABASE_USER": "no_one"])
      #expect(missing.id == "auth", "\(missing)")
    }
    #expect(try doctor(fixture).report.problems == [])
  }

  @Test func severalServersBehindOneAddress() throws {
    let fixture = try prepared()
    let primary = fixture.cluster
    let standby = try TestCluster(standbyOf: primary)
    let direct = try doctor(fixture, ["DATABASE_PORT": "\(standby.port)"])
    let canDecode = direct.report.target.server_version >= 160_000
    #expect(direct.report.problem("standby")?.status == (canDecode ? "warning" : "error"))

    let address = try BalancingProxy(to: [primary.port, standby.port])
    let spread = try doctor(fixture, ["DATABASE_PORT": "\(address.port)"], ["--probe"])
    let problem = try #require(spread.report.problem("single-instance"))
    #expect(problem.found.contains("2 of 4 sessions"), "\(problem.found)")
    #expect(
      [primary.port, standby.port].contains { problem.found.contains("port \($0)") },
      "\(problem.found)")
    let single = try doctor(fixture, [:], ["--probe"])
    #expect(single.exit == 0)
    #expect(single.report.checks.contains { $0.id == "single-instance" && $0.status == "ok" })
  }

  @Test func theServerIsAnotherThanBefore() throws {
    let fixture = try prepared()
    let primary = fixture.cluster
    let standby = try TestCluster(standbyOf: primary)
    let run = try BlinkBinary.run.run(
      ["--endpos", "current"],
      environment: fixture.environment.merging(["DATABASE_NAME": "shop"]) { $1 },
      directory: fixture.folder.path)
    #expect(run.exit == 0, "\(run.stderr)")
    #expect(try doctor(fixture).report.problem("identity-changed") == nil)

    try standby.psql("SELECT pg_promote()")
    let failedOver = try doctor(fixture, ["DATABASE_PORT": "\(standby.port)"]).report
    let timeline = try #require(failedOver.problem("identity-changed"))
    #expect(timeline.status == "warning" && timeline.found.contains("timeline 2"))

    let other = try prepared()
    let elsewhere = try doctor(fixture, ["DATABASE_PORT": "\(other.cluster.port)"]).report
    let system = try #require(elsewhere.problem("identity-changed"))
    #expect(system.status == "error")
    #expect(system.remedies.contains { $0.text.contains("--adopt-system") })
  }
}
