import Foundation
import Support
import Testing

/// Streams that come to a running pipeline, or leave it, without a snapshot of the others.
@Suite struct AddedStreamTests {
  private static let columns = [("id", "Int32"), ("v", "String")]

  private func pipeline(_ streams: [String] = ["t"], source: String = "") throws -> Fixture {
    let cluster = try TestCluster()
    for name in ["t", "u"] {
      try cluster.psql(
        """
        CREATE TABLE \(name) (id int PRIMARY KEY, v text);
        INSERT INTO \(name) VALUES (1, '\(name)1'), (2, '\(name)2');
        """)
    }
    let fixture = try Fixture(cluster, yaml: Self.yaml(streams, source))
    let first = try fixture.run(["--endpos", "current"])
    try #require(first.exit == 0, "\(first.stderr)")
    return fixture
  }

  private static func yaml(_ streams: [String], _ source: String = "") -> String {
    Fixture.yaml(
      streams.map { Fixture.stream($0, columns) }.joined(separator: "\n"), source: source)
  }

  /// `kind stream id` of each event.
  private func events(_ text: String) -> [String] {
    text.split(separator: "\n").compactMap { line in
      let event = try? JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
      let row = (event?["data"] as? [String: Any]) ?? (event?["key"] as? [String: Any])
      guard let kind = event?["event"] as? String, let stream = event?["stream"] as? String,
        let id = row?["id"] as? Int
      else { return nil }
      return "\(kind) \(stream) \(id)"
    }
  }

  private func members(_ fixture: Fixture) throws -> String {
    try fixture.cluster.psql(
      "SELECT string_agg(tablename, ' ' ORDER BY tablename) FROM pg_publication_tables")
  }

  /// On a published table without a replica identity the application's UPDATE fails.
  @Test func anAddedTableWithoutIdentityIsRefused() throws {
    let fixture = try pipeline()
    try fixture.cluster.psql("ALTER TABLE u DROP CONSTRAINT u_pkey")
    try fixture.folder.write("blink.yaml", Self.yaml(["t", "u"]))
    let refused = try fixture.run(["--endpos", "current"])
    #expect(refused.exit == 2, "\(refused.stderr)")
    #expect(refused.stderr.contains("error: replica-identity: "), "\(refused.stderr)")
    #expect(try members(fixture) == "t")
    try fixture.cluster.psql("UPDATE u SET v = 'changed'; DELETE FROM u WHERE id = 1")
    try fixture.cluster.psql("ALTER TABLE u REPLICA IDENTITY FULL")
    let added = try fixture.run(["--endpos", "current"])
    #expect(added.exit == 0, "\(added.stderr)")
    #expect(events(added.stdout) == ["snapshot u 2"])
    try fixture.cluster.psql("UPDATE u SET v = 'again'")
  }

  @Test func anAddedStreamIsCopiedAlone() throws {
    let fixture = try pipeline()
    let cluster = fixture.cluster
    try cluster.psql("INSERT INTO t VALUES (3, 't3'); INSERT INTO u VALUES (3, 'u3')")
    try fixture.folder.write("blink.yaml", Self.yaml(["t", "u"]))
    let dry = try fixture.run(["--dry-run"])
    #expect(dry.exit == 0, "\(dry.stderr)")
    #expect(dry.stdout.contains("stream public.u is added"), "\(dry.stdout)")
    #expect(try members(fixture) == "t")
    let added = try fixture.run(["--endpos", "current"])
    #expect(added.exit == 0, "\(added.stderr)")
    #expect(
      events(added.stdout) == ["insert t 3", "snapshot u 1", "snapshot u 2", "snapshot u 3"])
    #expect(try members(fixture) == "t u")
    try cluster.psql(
      "BEGIN; UPDATE u SET v = 'x' WHERE id = 1; UPDATE t SET v = 'x' WHERE id = 1; COMMIT")
    let next = try fixture.run(["--endpos", "current"])
    #expect(next.exit == 0, "\(next.stderr)")
    #expect(events(next.stdout) == ["update u 1", "update t 1"])
    #expect(try cluster.psql("SELECT count(*) FROM pg_replication_slots") == "1")
    let doctor = try BlinkBinary.schema.run(
      ["doctor"], environment: fixture.environment, directory: fixture.folder.path)
    #expect(doctor.exit == 0, "\(doctor.stdout)")
  }

  @Test func aStreamThatIsTakenOutLeavesThePublication() throws {
    let fixture = try pipeline(["t", "u"])
    try fixture.folder.write("blink.yaml", Self.yaml(["t"]))
    try fixture.cluster.psql("INSERT INTO u VALUES (3, 'u3'); INSERT INTO t VALUES (3, 't3')")
    let without = try fixture.run(["--endpos", "current"])
    #expect(without.exit == 0, "\(without.stderr)")
    #expect(events(without.stdout) == ["insert t 3"])
    #expect(try members(fixture) == "t")
    try fixture.cluster.psql("INSERT INTO u VALUES (4, 'u4'); DELETE FROM u WHERE id = 1")
    try fixture.folder.write("blink.yaml", Self.yaml(["t", "u"]))
    let again = try fixture.run(["--endpos", "current"])
    #expect(again.exit == 0, "\(again.stderr)")
    #expect(events(again.stdout) == ["snapshot u 2", "snapshot u 3", "snapshot u 4"])
  }

  /// A gap of one stream is cured by copying that stream.
  @Test func oneStreamIsCopiedAgain() throws {
    let fixture = try pipeline(["t", "u"])
    try fixture.cluster.psql(
      """
      DROP TABLE u; CREATE TABLE u (id int PRIMARY KEY, v text); INSERT INTO u VALUES (7, 'new');
      INSERT INTO t VALUES (3, 't3');
      """)
    let refused = try fixture.run(["--endpos", "current"])
    #expect(refused.exit == 7)
    #expect(refused.stderr.contains("--resnapshot-stream public.u"), "\(refused.stderr)")
    let other = try fixture.run(["--endpos", "current", "--resnapshot-stream", "nothing"])
    #expect(other.exit == 64, "\(other.stderr)")
    let copied = try fixture.run(["--endpos", "current", "--resnapshot-stream", "u"])
    #expect(copied.exit == 0, "\(copied.stderr)")
    #expect(events(copied.stdout) == ["insert t 3", "snapshot u 7"])
    try fixture.cluster.psql("INSERT INTO u VALUES (8, 'x')")
    let next = try fixture.run(["--endpos", "current"])
    #expect(next.exit == 0, "\(next.stderr)")
    #expect(events(next.stdout) == ["insert u 8"])
  }

  @Test func withoutSnapshotsAnAddedStreamBeginsHere() throws {
    let fixture = try pipeline()
    try fixture.folder.write(
      "blink.yaml",
      Self.yaml(["t", "u"]).replacingOccurrences(
        of: "stream_snapshot: true", with: "stream_snapshot: false"))
    let added = try fixture.run(["--endpos", "current"])
    #expect(added.exit == 0, "\(added.stderr)")
    #expect(added.stderr.contains("without its older rows"), "\(added.stderr)")
    try fixture.cluster.psql("INSERT INTO u VALUES (3, 'u3')")
    #expect(events(try fixture.run(["--endpos", "current"]).stdout) == ["insert u 3"])
    let copied = try fixture.run(["--endpos", "current", "--resnapshot-stream", "u"])
    #expect(copied.exit == 0, "\(copied.stderr)")
    #expect(events(copied.stdout) == ["snapshot u 1", "snapshot u 2", "snapshot u 3"])
  }

  /// Changes that come while the added stream is copied arrive behind its rows, in commit order.
  @Test func whatIsWrittenMeanwhileComesOnce() throws {
    let fixture = try pipeline()
    let cluster = fixture.cluster
    try cluster.psql(
      "INSERT INTO u SELECT g, repeat('x', 200) FROM generate_series(10, 200000) g")
    try fixture.folder.write("blink.yaml", Self.yaml(["t", "u"]))
    let output = Pipe()
    let reader = PipeReader(output, keeping: true)
    let pipeline = try fixture.start(output: output)
    var number = 1000
    let isDone = try eventually(120) {
      number += 1
      try cluster.psql(
        """
        BEGIN; INSERT INTO t VALUES (\(number), 'w'); INSERT INTO u VALUES (\(number + 1_000_000), 'w');
        UPDATE u SET v = 'w' WHERE id = \(number); COMMIT
        """)
      return pipeline.stderr.contains("all streams go on")
    }
    #expect(isDone, "\(pipeline.stderr)")
    try cluster.psql("INSERT INTO t VALUES (999999, 'end')")
    #expect(
      try eventually(60) {
        try cluster.psql(
          "SELECT confirmed_flush_lsn >= pg_current_wal_lsn() FROM pg_replication_slots WHERE slot_name = 's'"
        ) == "t"
      })
    pipeline.signal(SIGTERM)
    #expect(try pipeline.wait() == 0, "\(pipeline.stderr)")
    var consumer = EventConsumer()
    consumer.apply(reader.text)
    #expect(consumer.malformed == 0 && consumer.repeated == 0 && consumer.outOfOrder == 0)
    #expect(try consumer.rows("u") == cluster.psql("SELECT id, v FROM u ORDER BY id"))
    #expect(try cluster.psql("SELECT count(*) FROM pg_replication_slots") == "1")
  }
}
