import Support
import Testing

/// A prepared transaction that nobody ends: no slot can be created beside it.
@Suite struct PreparedTransactionTests {
  @Test func aNewSnapshotAsksBeforeItDropsTheSlot() throws {
    let cluster = try TestCluster(settings: ["max_prepared_transactions": "5"])
    try cluster.psql("CREATE TABLE t (id int PRIMARY KEY, v text); INSERT INTO t VALUES (1)")
    let yaml = Fixture.yaml(Fixture.stream("t", [("id", "Int32"), ("v", "String")]))
    let fixture = try Fixture(cluster, yaml: yaml)
    #expect(try fixture.run(["--endpos", "current"]).exit == 0)
    try cluster.psql("BEGIN; INSERT INTO t VALUES (11, 'p'); PREPARE TRANSACTION 'orphan-2'")
    let slots = "SELECT slot_name, confirmed_flush_lsn FROM pg_replication_slots"
    let before = try cluster.psql(slots)
    let refused = try fixture.run(["--endpos", "current", "--resnapshot", "s"])
    #expect(refused.exit == 2, "\(refused.stderr)")
    #expect(refused.stderr.contains("error: prepared-transactions: "), "\(refused.stderr)")
    #expect(refused.stderr.contains("orphan-2"), "\(refused.stderr)")
    #expect(try cluster.psql(slots) == before)
    try cluster.psql("COMMIT PREPARED 'orphan-2'")
    let again = try fixture.run(["--endpos", "current", "--resnapshot", "s"])
    #expect(again.exit == 0, "\(again.stderr)")
    #expect(again.stdout.split(separator: "\n").count == 2, "\(again.stdout)")
  }
}
