import Foundation
import Support
import Testing

/// Bytes gather in the socket under load; none is left there when the load ends.
@Suite struct BurstTests {
  private static let table = Fixture.stream("t", [("id", "Int32"), ("v", "String")])

  @Test(arguments: ["tcp", "tls", "unix"])
  func theEndOfEveryBurstArrives(transport: String) throws {
    let cluster = try TestCluster()
    if transport == "tls" {
      try Certificates(host: "localhost").install(in: cluster)
      try cluster.restart(settings: ["ssl": "on"])
    }
    try cluster.psql("CREATE TABLE t (id serial PRIMARY KEY, v text)")
    let fixture = try Fixture(cluster, yaml: Fixture.yaml(Self.table))
    let program = try BlinkBinary.run.start(
      [],
      environment: fixture.environment.merging([
        "DATABASE_HOST": transport == "unix" ? cluster.directory : "127.0.0.1",
        "PGSSLMODE": transport == "tls" ? "require" : "disable",
      ]) { $1 }, directory: fixture.folder.path)
    #expect(eventually { program.stderr.contains("streaming from") })
    var rows = 0
    for size in [1, 3_000, 1, 50, 5_000, 7, 300, 1, 1, 2_000] {
      try cluster.psql(
        "INSERT INTO t (v) SELECT repeat('v', g % 300) FROM generate_series(1, \(size)) g")
      rows += size
      // A server that is asked nothing says nothing for 30 s, so that would not help.
      #expect(
        eventually(20) { program.stdout.utf8.count { $0 == UInt8(ascii: "\n") } == rows },
        "\(size) rows, then nothing")
    }
    // Many transactions in a row, with pauses in which the mark goes down again.
    try cluster.psql(
      """
      CREATE PROCEDURE work() LANGUAGE plpgsql AS $$ BEGIN FOR i IN 1..250 LOOP
      INSERT INTO t (v) SELECT repeat('w', 200) FROM generate_series(1, 1 + i % 7); COMMIT;
      IF i % 20 = 0 THEN PERFORM pg_sleep(0.01); END IF; END LOOP; END $$
      """)
    try cluster.psql("CALL work()")
    let all = try #require(Int(try cluster.psql("SELECT count(*) FROM t")))
    #expect(eventually(20) { program.stdout.utf8.count { $0 == UInt8(ascii: "\n") } == all })
    program.signal(SIGTERM)
    #expect(try program.wait() == 0, "\(program.stderr)")
  }
}
