import Foundation
import Support
import Testing

/// Slots that hold too much, or are about to hold nothing.
@Suite struct DoctorSlotTroubleTests {
  private func prepared(keep: String) throws -> Fixture {
    let cluster = try TestCluster(settings: ["max_slot_wal_keep_size": keep])
    try cluster.psql("CREATE TABLE t (id int PRIMARY KEY, v text)")
    return try Fixture(
      cluster, yaml: Fixture.yaml(Fixture.stream("t", [("id", "Int32"), ("v", "String")])))
  }

  /// Writes segments of 16 MB.
  private func write(_ segments: Int, _ cluster: TestCluster) throws {
    for _ in 0..<segments {
      try cluster.psql(
        "INSERT INTO t VALUES (1, 'a'); DELETE FROM t WHERE id = 1; SELECT pg_switch_wal()")
    }
  }

  @Test func aSlotThatIsAboutToLoseItsWAL() throws {
    let fixture = try prepared(keep: "32MB")
    #expect(try fixture.run(["--endpos", "current"]).exit == 0)
    // A limit this small is a finding of its own.
    #expect(try fixture.doctor().report.problems == ["slot-retention-low"])
    try write(5, fixture.cluster)
    let found = try fixture.doctor()
    #expect(found.report.problems == ["slot-retention-low", "slot-unreserved", "slot-lag"])
    let problem = try #require(found.report.problem("slot-unreserved"))
    #expect(problem.status == "warning" && problem.found.contains("wal_status unreserved"))
    #expect(problem.remedies[0].text.hasPrefix("blink-run "))
    // What it confirms lets the server go on once it has noted its open transactions, which it
    // does every 15 s.
    let pipeline = try fixture.startStreaming()
    #expect(
      try eventually(120) {
        try fixture.cluster.psql("INSERT INTO t VALUES (1, 'a'); DELETE FROM t WHERE id = 1")
        return try fixture.doctor().report.problem("slot-unreserved") == nil
      })
    pipeline.signal(SIGTERM)
    #expect(try pipeline.wait() == 0)
  }

  @Test func anOldTransactionBehindWhatIsConfirmed() throws {
    let fixture = try prepared(keep: "256MB")
    let cluster = fixture.cluster
    try cluster.psql(
      "CREATE PUBLICATION s FOR TABLE t; SELECT pg_create_logical_replication_slot('s', 'pgoutput')"
    )
    Thread {
      _ = try? cluster.psql("BEGIN; INSERT INTO t VALUES (7, 'a'); SELECT pg_sleep(600)")
    }.start()
    defer {
      _ = try? cluster.psql(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE '%pg_sleep(600)%' AND pid <> pg_backend_pid()"
      )
    }
    let open =
      "SELECT count(*) FROM pg_stat_activity WHERE query LIKE '%pg_sleep(600)%' AND backend_xid IS NOT NULL"
    #expect(try eventually { try cluster.psql(open) == "1" })
    try write(5, cluster)
    let advance = "SELECT pg_replication_slot_advance('s', pg_current_wal_lsn())"
    try cluster.psql(advance)
    let report = try fixture.doctor().report
    // What it holds is much for so small a limit, however it comes about.
    #expect(report.problems == ["slot-restart-gap", "slot-lag", "slot-retention-low"])
    let problem = try #require(report.problem("slot-restart-gap"))
    #expect(problem.found.contains("the oldest open one: pid "), "\(problem.found)")
    try cluster.psql(problem.remedies[0].text)
    #expect(
      try eventually {
        try cluster.psql(
          "CHECKPOINT; INSERT INTO t SELECT coalesce(max(id), 0) + 1 FROM t; \(advance)")
        return try fixture.doctor().report.problems == ["slot-retention-low"]
      })
  }

  @Test func aSlotThatKeepsOldCatalogRows() throws {
    let fixture = try prepared(keep: "10GB")
    let cluster = fixture.cluster
    try cluster.psql("SELECT pg_create_logical_replication_slot('old', 'test_decoding')")
    cluster.stop()
    // 600 million transactions go by: the counter is set, and the page that it points to is made.
    let steps = [
      (cluster.path(of: "pg_resetwal"), ["-x", "\(600 << 20)", cluster.dataDirectory]),
      ("/bin/sh", ["-c", "head -c 262144 /dev/zero > \(cluster.dataDirectory)/pg_xact/0258"]),
    ]
    for (program, arguments) in steps {
      let (path, rest) = ServerPrograms.unprivileged(program, arguments)
      let outcome = try Program.run(path, rest, directory: "/tmp")
      #expect(outcome.exit == 0, "\(outcome.stderr)")
    }
    try cluster.restart()
    let report = try fixture.doctor().report
    #expect(report.problems == ["slot-xmin-age"])
    let problem = try #require(report.problem("slot-xmin-age"))
    #expect(problem.subject == "old" && problem.found.contains("629 million"))
    try cluster.psql(try #require(problem.remedies.first { $0.kind == "sql" }).text)
    #expect(try fixture.doctor().report.problems == [])
  }

  @Test func aSlotOfASession() throws {
    let fixture = try prepared(keep: "10GB")
    let cluster = fixture.cluster
    Thread {
      _ = try? cluster.psql(
        "SELECT pg_create_logical_replication_slot('s', 'pgoutput', true); SELECT pg_sleep(600)")
    }.start()
    // The thread holds the server for as long as its session lasts.
    defer {
      _ = try? cluster.psql(
        "SELECT pg_terminate_backend(active_pid) FROM pg_replication_slots WHERE active")
    }
    let made = "SELECT count(*) FROM pg_replication_slots WHERE confirmed_flush_lsn IS NOT NULL"
    #expect(try eventually { try cluster.psql(made) == "1" })
    let report = try fixture.doctor().report
    // The slot is there and held, and its publication is not.
    #expect(report.problems == ["slot-temporary", "slot-active", "publication-exists"])
    #expect(report.problem("slot-temporary")?.remedies[0].text == "slot_name: another name")
    let yaml = Fixture.yaml(
      Fixture.stream("t", [("id", "Int32"), ("v", "String")]), slot: "another")
    try fixture.folder.write("blink.yaml", yaml)
    #expect(try fixture.doctor().report.problems == [])
  }
}
