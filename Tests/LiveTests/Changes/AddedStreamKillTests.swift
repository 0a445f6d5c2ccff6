import Foundation
import Support
import Testing

/// A stream is added under four writers while blink-run is killed at any moment: the consumer ends
/// with the source's rows, of the old stream and of the new one.
@Suite struct AddedStreamKillTests {
  private static let columns = [("id", "Int32"), ("v", "String")]

  private static func yaml(_ streams: [String]) -> String {
    Fixture.yaml(streams.map { Fixture.stream($0, columns) }.joined(separator: "\n"))
  }

  private func prepared() throws -> Fixture {
    let cluster = try TestCluster()
    try cluster.psql(
      """
      CREATE TABLE t (id int PRIMARY KEY, v text); CREATE TABLE u (id int PRIMARY KEY, v text);
      INSERT INTO t SELECT g, 'old' FROM generate_series(1, 500) g;
      INSERT INTO u SELECT g, repeat('x', 300) FROM generate_series(1, 30000) g;
      CREATE PROCEDURE work(w int, seconds float) LANGUAGE plpgsql AS $$
      DECLARE
        limit_at timestamptz := clock_timestamp() + seconds * interval '1 s';
        n int := w * 1000000 + coalesce((SELECT max(id) FROM t WHERE id / 1000000 = w), 0) % 1000000;
      BEGIN
        WHILE clock_timestamp() < limit_at LOOP
          n := n + 1;
          INSERT INTO t VALUES (n, 'a'); INSERT INTO u VALUES (n, 'a');
          UPDATE u SET v = 'b' || n WHERE id IN (n - 3, (random() * 30000)::int);
          UPDATE t SET v = 'b' || n WHERE id = n - 3;
          DELETE FROM u WHERE id = n - 7; DELETE FROM t WHERE id = n - 9;
          IF random() < 0.1 THEN ROLLBACK; ELSE COMMIT; END IF;
        END LOOP;
      END $$;
      """)
    let fixture = try Fixture(cluster, yaml: Self.yaml(["t"]))
    return fixture
  }

  /// Runs until it ends by itself, or is killed after so many seconds.
  private func run(
    _ fixture: Fixture, killedAfter seconds: Double?, into consumer: inout EventConsumer
  ) throws -> RunningProgram {
    let output = Pipe()
    let reader = PipeReader(output, keeping: true)
    let program = try fixture.start(seconds == nil ? ["--endpos", "current"] : [], output: output)
    try output.fileHandleForWriting.close()
    if let seconds {
      Thread.sleep(forTimeInterval: seconds)
      program.signal(SIGKILL)
    }
    let exit = try program.wait()
    #expect(seconds != nil || exit == 0, "\(program.stderr)")
    reader.wait()
    consumer.apply(reader.text)
    return program
  }

  @Test func theConsumerEndsWithTheSourcesRows() throws {
    let rounds = Battery.rounds(4, full: 100)
    let seed =
      UInt64(ProcessInfo.processInfo.environment["BLINK_SEED"] ?? "")
      ?? UInt64.random(in: 1...(1 << 40))
    var random = SeededGenerator(seed: seed)
    let fixture = try prepared()
    let cluster = fixture.cluster
    var consumer = EventConsumer()
    _ = try run(fixture, killedAfter: nil, into: &consumer)
    for round in 1...rounds {
      let writers = DispatchGroup()
      for writer in 1...4 {
        DispatchQueue.global().async(group: writers) {
          _ = try? cluster.psql("CALL work(\(writer), 2.5)")
        }
      }
      try fixture.folder.write("blink.yaml", Self.yaml(["t", "u"]))
      for _ in 0..<Int.random(in: 1...3, using: &random) {
        let time = Double.random(in: 0.05...1.2, using: &random)
        _ = try run(fixture, killedAfter: time, into: &consumer)
      }
      writers.wait()
      _ = try run(fixture, killedAfter: nil, into: &consumer)
      for table in ["t", "u"] {
        let source = try cluster.psql("SELECT id, v FROM \(table) ORDER BY id")
        #expect(consumer.rows(table) == source, "\(table) in round \(round), BLINK_SEED=\(seed)")
      }
      #expect(consumer.outOfOrder == 0, "round \(round), BLINK_SEED=\(seed)")
      #expect(
        try cluster.psql("SELECT string_agg(slot_name, ' ') FROM pg_replication_slots") == "s")
      try fixture.folder.write("blink.yaml", Self.yaml(["t"]))
      _ = try run(fixture, killedAfter: nil, into: &consumer)
    }
    // A line that a kill has torn has no end and is left out.
    #expect(consumer.malformed == 0)
  }
}
