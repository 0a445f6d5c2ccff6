import Foundation
import Support
import Testing

/// A consumer that does not read: the connection stays up, and nothing is lost.
@Suite struct BlockedSinkTests {
  @Test func keepalivesAreAnsweredWhileStandardOutputIsBlocked() throws {
    let cluster = try TestCluster(settings: ["wal_sender_timeout": "2s"])
    try cluster.psql("CREATE TABLE t (id int PRIMARY KEY, v text)")
    let streams = Fixture.stream("t", [("id", "Int32"), ("v", "String")])
    let fixture = try Fixture(
      cluster, yaml: Fixture.yaml(streams, source: "    stall_timeout: 60s"))
    let pipe = Pipe()
    let program = try fixture.startStreaming(output: pipe)
    let pid = try cluster.psql("SELECT pid FROM pg_stat_replication")
    // Far more than a pipe and the queue hold.
    try cluster.psql("INSERT INTO t SELECT g, repeat('v', 1000) FROM generate_series(1, 40000) g")
    sleep(7)
    #expect(try cluster.psql("SELECT pid FROM pg_stat_replication") == pid)
    let confirmed = try cluster.psql(
      "SELECT pg_current_wal_lsn() - confirmed_flush_lsn > 1000000 FROM pg_replication_slots")
    #expect(confirmed == "t", "what nobody has read must not be confirmed")
    let reader = PipeReader(pipe)
    #expect(eventually(60) { reader.lines >= 40_000 })
    program.signal(SIGTERM)
    #expect(try program.wait() == 0)
    #expect(reader.lines == 40_000)
    #expect(!program.stderr.contains("connection lost"))
  }

  @Test func aStalledSinkLetsTheServerGoAndNothingIsLostOrRepeated() throws {
    let cluster = try TestCluster()
    try cluster.psql("CREATE TABLE t (id int PRIMARY KEY, v text)")
    let streams = Fixture.stream("t", [("id", "Int32"), ("v", "String")])
    let fixture = try Fixture(
      cluster, yaml: Fixture.yaml(streams, source: "    stall_timeout: 2s"))
    let pipe = Pipe()
    let program = try fixture.startStreaming(output: pipe)
    try cluster.psql("INSERT INTO t SELECT g, repeat('v', 1000) FROM generate_series(1, 40000) g")
    #expect(eventually { program.stderr.contains("no progress") })
    #expect(
      try eventually { try cluster.psql("SELECT count(*) FROM pg_stat_replication") == "0" })
    let reader = PipeReader(pipe)
    #expect(eventually(60) { reader.lines >= 40_000 })
    program.signal(SIGTERM)
    #expect(try program.wait() == 0)
    #expect(reader.lines == 40_000)
  }

  @Test func aStopWhileTheSinkIsStalledDeliversWhatWasRead() throws {
    let cluster = try TestCluster()
    try cluster.psql(
      """
      CREATE TABLE t (id int PRIMARY KEY, v text);
      CREATE PROCEDURE work() LANGUAGE plpgsql AS $$ BEGIN
      FOR i IN 1..2000 LOOP INSERT INTO t VALUES (i, repeat('v', 1000)); COMMIT; END LOOP; END $$
      """)
    let streams = Fixture.stream("t", [("id", "Int32"), ("v", "String")])
    let fixture = try Fixture(
      cluster, yaml: Fixture.yaml(streams, source: "    stall_timeout: 1s"))
    let pipe = Pipe()
    let program = try fixture.startStreaming(output: pipe)
    try cluster.psql("CALL work()")
    #expect(eventually { program.stderr.contains("no progress") })
    program.signal(SIGTERM)
    // It waits for somebody to read.
    usleep(1_000_000)
    #expect(program.isRunning)
    let reader = PipeReader(pipe)
    #expect(try program.wait() == 0, "\(program.stderr)")
    // What was delivered is on record; only a transaction that was cut short comes again.
    let rest = try fixture.run(["--endpos", "current"])
    let again = rest.stdout.split(separator: "\n").count
    #expect(rest.exit == 0)
    #expect(
      eventually { (2000...2001).contains(reader.lines + again) },
      "\(reader.lines) lines, then \(again)")
  }

  @Test func manySmallTransactionsCostLittleMemoryAndAStopThatCannotDrainSaysSo() throws {
    let cluster = try TestCluster()
    try cluster.psql(
      """
      CREATE TABLE t (id int PRIMARY KEY, v text); INSERT INTO t VALUES (1, '');
      CREATE PROCEDURE work() LANGUAGE plpgsql AS $$
      BEGIN FOR i IN 1..40000 LOOP UPDATE t SET v = i::text; COMMIT; END LOOP; END $$
      """)
    let streams = Fixture.stream("t", [("id", "Int32"), ("v", "String")])
    let fixture = try Fixture(cluster, yaml: Fixture.yaml(streams))
    let pipe = Pipe()
    let program = try fixture.startStreaming(output: pipe)
    try cluster.psql("CALL work()")
    // All of it is read: what was sent and not confirmed is what the queue holds.
    #expect(
      try eventually {
        try cluster.psql(
          "SELECT bool_and(write_lsn >= pg_current_wal_flush_lsn()) FROM pg_stat_replication")
          == "t"
      })
    let peak = try #require(program.peakMemoryKiB)
    #expect(peak < 64 * 1024, "\(peak) KiB")
    program.signal(SIGTERM)
    #expect(try program.wait() == 1)
    #expect(program.stderr.contains("the sink did not take what was read"))
    let rest = try fixture.run(["--endpos", "current"])
    #expect(rest.exit == 0, "\(rest.stderr)")
    #expect(rest.stdout.contains("\"v\":\"40000\""))
  }

  @Test func theEndPositionWaitsForASlowSink() throws {
    let cluster = try TestCluster()
    try cluster.psql("CREATE TABLE t (id int PRIMARY KEY, v text)")
    let streams = Fixture.stream("t", [("id", "Int32"), ("v", "String")])
    let fixture = try Fixture(cluster, yaml: Fixture.yaml(streams, source: "    stall_timeout: 2s"))
    #expect(try fixture.run(["--endpos", "current"]).exit == 0)
    try cluster.psql("INSERT INTO t SELECT g, repeat('v', 1000) FROM generate_series(1, 2000) g")
    let pipe = Pipe()
    let program = try fixture.start(["--endpos", "current", "--wait", "60s"], output: pipe)
    #expect(eventually { program.stderr.contains("no progress") })
    #expect(program.isRunning)
    let reader = PipeReader(pipe)
    #expect(try program.wait() == 0, "\(program.stderr)")
    #expect(eventually { reader.lines == 2000 })
  }
}
