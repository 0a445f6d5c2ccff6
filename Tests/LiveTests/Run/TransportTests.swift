import Foundation
import Support
import Testing

/// TLS: what is refused, and what a certificate must say.
@Suite struct TransportTests {
  private static let table = Fixture.stream("t", [("id", "Int32"), ("v", "String")])

  private func outcome(
    _ cluster: TestCluster, host: String, _ source: String
  ) throws -> Program.Outcome {
    let fixture = try Fixture(cluster, yaml: Fixture.yaml(Self.table, source: source))
    return try BlinkBinary.run.run(
      ["--dry-run"], environment: fixture.environment.merging(["DATABASE_HOST": host]) { $1 },
      directory: fixture.folder.path)
  }

  @Test func tlsIsRequiredOffHostAndVerifiedWithARoot() throws {
    let host = try OffHost.name()
    let certificates = try Certificates(host: host)
    let other = try Certificates(host: "elsewhere.example")
    let cluster = try TestCluster()
    try cluster.psql("CREATE TABLE t (id int PRIMARY KEY, v text)")

    // Without TLS: refused under another host's name, taken on loopback.
    let plain = try outcome(cluster, host: host, "")
    #expect(plain.exit == 4, "\(plain.stderr)")
    #expect(plain.stderr.contains("SSL"))
    #expect(try outcome(cluster, host: "127.0.0.1", "").exit == 0)
    #expect(try outcome(cluster, host: host, "    sslmode: disable").exit == 0)
    for mode in ["allow", "prefer"] {
      let refused = try outcome(cluster, host: host, "    sslmode: \(mode)")
      #expect(refused.exit == 3)
    }

    try certificates.install(in: cluster)
    try cluster.restart(settings: ["ssl": "on"])
    let required = try outcome(cluster, host: host, "")
    #expect(required.exit == 0, "\(required.stderr)")
    #expect(required.stderr.contains("tls-unverified"))
    let verified = try outcome(cluster, host: host, "    sslrootcert: \(certificates.root)")
    #expect(verified.exit == 0, "\(verified.stderr)")
    #expect(!verified.stderr.contains("tls-unverified"))
    let wrongName = try outcome(
      cluster, host: "127.0.0.1", "    sslrootcert: \(certificates.root)")
    #expect(wrongName.exit == 4)
    let wrongRoot = try outcome(cluster, host: host, "    sslrootcert: \(other.root)")
    #expect(wrongRoot.exit == 4)
    #expect(wrongRoot.stderr.contains("certificate"))
    let full = try outcome(
      cluster, host: host, "    sslmode: verify-full\n    sslrootcert: \(certificates.root)")
    #expect(full.exit == 0)
  }

  @Test func aStreamOverTLSDeliversEverything() throws {
    let host = try OffHost.name()
    let certificates = try Certificates(host: host)
    let cluster = try TestCluster()
    try certificates.install(in: cluster)
    try cluster.restart(settings: ["ssl": "on"])
    try cluster.psql("CREATE TABLE t (id int PRIMARY KEY, v text)")
    let fixture = try Fixture(
      cluster, yaml: Fixture.yaml(Self.table, source: "    sslrootcert: \(certificates.root)"))
    let program = try BlinkBinary.run.start(
      [], environment: fixture.environment.merging(["DATABASE_HOST": host]) { $1 },
      directory: fixture.folder.path)
    #expect(eventually { program.stderr.contains("streaming from") })
    for size in [1, 100, 9000, 70_000] {
      try cluster.psql("INSERT INTO t VALUES (\(size), repeat('v', \(size)))")
    }
    try cluster.psql(
      "INSERT INTO t SELECT 100000 + g, repeat('w', g % 2000) FROM generate_series(1, 3000) g")
    #expect(eventually(20) { (try? Materialised(program.stdout).events) == 3004 })
    #expect(
      try cluster.psql("SELECT bool_and(ssl) FROM pg_stat_ssl JOIN pg_stat_replication USING (pid)")
        == "t")
    program.signal(SIGTERM)
    #expect(try program.wait() == 0)
  }

  @Test func aWrongPasswordEndsAtOnceAndIsNotShown() throws {
    let cluster = try TestCluster()
    try cluster.psql(
      "CREATE TABLE t (id int PRIMARY KEY, v text); CREATE ROLE cdc LOGIN REPLICATION PASSWORD 'right'"
    )
    try "host all all 127.0.0.1/32 scram-sha-256\n".write(
      toFile: cluster.dataDirectory + "/pg_hba.conf", atomically: false, encoding: .utf8)
    try cluster.restart()
    let fixture = try Fixture(
      cluster, yaml: Fixture.yaml(Self.table, source: "    password: ${SECRET}"))
    let outcome = try BlinkBinary.run.run(
      ["--wait", "20s"],
      environment: fixture.environment.merging(
        ["DATABASE_USER": "cdc", "SECRET": "canary-password"]) { $1 },
      directory: fixture.folder.path)
    #expect(outcome.exit == 4)
    #expect(outcome.stderr.contains("28P01"))
    #expect(!(outcome.stderr + outcome.stdout).contains("canary"))
  }
}
