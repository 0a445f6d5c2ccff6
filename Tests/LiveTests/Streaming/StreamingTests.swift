import Foundation
import Support
import Testing

/// Transactions that the server streams before they commit: the same events, byte for byte.
@Suite struct StreamingTests {
  static let tables = """
    CREATE TABLE a (id int PRIMARY KEY, n int NOT NULL DEFAULT 0, v text);
    ALTER TABLE a ALTER v SET STORAGE EXTERNAL;
    CREATE TABLE f (id int PRIMARY KEY, v text); ALTER TABLE f REPLICA IDENTITY FULL;
    CREATE TABLE unpublished (v text); CREATE TABLE extra (id int PRIMARY KEY, v text);
    CREATE PUBLICATION p FOR TABLE a, f, extra;
    """
  static let streams = [
    Fixture.stream("a", [("id", "Int32"), ("n", "Int32"), ("v", "String")]),
    Fixture.stream("f", [("id", "Int32"), ("v", "String")]),
  ].joined(separator: "\n")

  /// Rows of `a`; with 3,000 characters and more they have TOAST values.
  static func insert(_ ids: ClosedRange<Int>, characters: Int = 100) -> String {
    """
    INSERT INTO a SELECT g, 0, rpad(g::text, \(characters), 'x')
      FROM generate_series(\(ids.lowerBound), \(ids.upperBound)) g;
    """
  }

  /// What a session does, and whether the server streams it.
  static let scripts: [String: String] = [
    "savepoints at several depths": """
    BEGIN; \(insert(1...2000)) SAVEPOINT s1; \(insert(2001...4000)) SAVEPOINT s2;
    \(insert(4001...6000)) SAVEPOINT s3; \(insert(6001...8000)) ROLLBACK TO s3;
    \(insert(8001...9000)) RELEASE s3; \(insert(9001...9500)) RELEASE s2; \(insert(9501...9900))
    SAVEPOINT s4; \(insert(10001...12000)) ROLLBACK TO s1; \(insert(20001...21000))
    SAVEPOINT s5; SAVEPOINT s6; \(insert(30001...31000)) RELEASE s6; \(insert(31001...32000))
    ROLLBACK TO s5; \(insert(33001...33100)) COMMIT;
    """,
    "everything rolled back": """
    BEGIN; \(insert(1...5000)) SAVEPOINT s; \(insert(5001...9000)) ROLLBACK TO s; ROLLBACK;
    INSERT INTO a VALUES (1, 1, 'small');
      \(insert(10001...19000))
    """,
    // PostgreSQL 18 then tells of a rollback that nobody has asked for, in version 1 too.
    "a savepoint in what is rolled back": """
    BEGIN; \(insert(1...10)) SAVEPOINT s; \(insert(11...20)) RELEASE s; \(insert(21...2000)) ROLLBACK;
    BEGIN; \(insert(1...10)) SAVEPOINT s; \(insert(11...20)) RELEASE s; \(insert(21...2000)) COMMIT;
    """,
    "DDL inside": """
    BEGIN; \(insert(1...3000)) ALTER TABLE a ADD w int DEFAULT 5; \(insert(3001...6000))
    SAVEPOINT s; ALTER TABLE a DROP v; INSERT INTO a SELECT g, 1, 2 FROM generate_series(7000, 9000) g;
    ROLLBACK TO s; \(insert(9001...9900)) ALTER TABLE a DROP n; ALTER TABLE a ADD n int DEFAULT 3;
    INSERT INTO a (id, v) SELECT g, 'late' FROM generate_series(10000, 13000) g; COMMIT;
    INSERT INTO a (id, v) VALUES (50000, 'later'); UPDATE a SET v = 'u' WHERE id < 5;
    """,
    "DDL rolled back": """
    BEGIN; \(insert(1...3000)) COMMIT;
    BEGIN; ALTER TABLE a DROP v; UPDATE a SET n = 1; ROLLBACK; UPDATE a SET n = 2 WHERE id = 7;
    """,
    "TRUNCATE": """
    BEGIN; \(insert(1...3000)) TRUNCATE a, f; \(insert(1...3000)) SAVEPOINT s; TRUNCATE a;
    \(insert(1...3000)) ROLLBACK TO s; INSERT INTO f SELECT g, 'f' FROM generate_series(1, 2000) g;
    TRUNCATE f, extra; COMMIT;
    """,
    "unpublished tables": """
    BEGIN; INSERT INTO unpublished SELECT repeat('u', 100) FROM generate_series(1, 9000); COMMIT;
    BEGIN; INSERT INTO unpublished SELECT repeat('u', 100) FROM generate_series(1, 9000); ROLLBACK;
    BEGIN; INSERT INTO extra SELECT g, 'extra' FROM generate_series(1, 9000) g; COMMIT;
    BEGIN; INSERT INTO unpublished SELECT repeat('u', 100) FROM generate_series(1, 9000);
    \(insert(1...3)) SAVEPOINT s;
    INSERT INTO unpublished SELECT repeat('u', 100) FROM generate_series(1, 9000);
    \(insert(4...9)) ROLLBACK TO s; COMMIT;
    """,
    "unchanged TOAST and old rows": """
    \(insert(1...300, characters: 4000)) BEGIN; UPDATE a SET n = n + 1;
    UPDATE a SET id = id + 1000 WHERE id % 3 = 0; DELETE FROM a WHERE id % 5 = 0; COMMIT;
    INSERT INTO f SELECT g, rpad('f', 500, 'f') FROM generate_series(1, 1000) g;
    BEGIN; UPDATE f SET id = id + 5000; DELETE FROM f WHERE id % 2 = 0; COMMIT;
    """,
  ]

  @Test(arguments: scripts.keys.sorted())
  func theSameBytesWithAndWithoutStreaming(name: String) throws {
    let pair = try StreamingPair(Self.tables, streams: Self.streams)
    try pair.cluster.psql(try #require(Self.scripts[name]))
    let plain = try StreamingPair.read(pair.plain)
    StreamingPair.expectSame(plain, try StreamingPair.read(pair.streaming))
    #expect(!plain.isEmpty)
    try pair.expectStreamed()
    #expect(pair.stateFiles == ["streaming.json", "streaming.lock"])
  }

  @Test func severalLargeTransactionsAtOnceAndSmallOnesBetween() throws {
    let pair = try StreamingPair(Self.tables, streams: Self.streams)
    let program = try pair.streaming.startStreaming()
    let group = DispatchGroup()
    let problems = Problems()
    for session in 1...4 {
      DispatchQueue.global().async(group: group) {
        let base = session * 100_000
        let steps = (0..<20).map { step in
          Self.insert((base + step * 200)...(base + step * 200 + 199)) + "SELECT pg_sleep(0.01);"
        }
        problems.watch {
          try pair.cluster.psql("BEGIN; \(steps.joined()) \(session == 3 ? "ROLLBACK" : "COMMIT")")
        }
      }
    }
    DispatchQueue.global().async(group: group) {
      for id in 1...60 {
        problems.watch { try pair.cluster.psql("INSERT INTO a VALUES (\(id), \(id), 'small')") }
      }
    }
    group.wait()
    #expect(problems.all == [])
    #expect(try pair.waitUntilConfirmed())
    program.signal(SIGTERM)
    #expect(try program.wait() == 0)
    let plain = try StreamingPair.read(pair.plain)
    StreamingPair.expectSame(plain, program.stdout)
    #expect(plain.split(separator: "\n").count == 3 * 4000 + 60)
    #expect(try eventually { try pair.streamedTransactions() > 3 })
  }

  @Test func theEndPositionAndAStopEndInOrderWhileATransactionIsOpen() throws {
    let pair = try StreamingPair(Self.tables, streams: Self.streams)
    let done = DispatchGroup()
    DispatchQueue.global().async(group: done) {
      _ = try? pair.cluster.psql(
        "BEGIN; \(Self.insert(1...5000)) SELECT pg_sleep(5); \(Self.insert(5001...9000)) COMMIT")
    }
    try pair.cluster.psql("INSERT INTO a VALUES (100001, 1, 'before')")
    #expect(
      try eventually {
        try pair.cluster.psql(
          "SELECT count(*) FROM pg_stat_activity WHERE query LIKE '%pg_sleep(5)%' AND wait_event = 'PgSleep'"
        ) == "1"
      })
    let first = try StreamingPair.read(pair.streaming)
    #expect(first.split(separator: "\n").count == 1)
    let program = try pair.streaming.startStreaming()
    #expect(try eventually { try pair.streamedTransactions() > 0 })
    program.signal(SIGTERM)
    #expect(try program.wait() == 0)
    #expect(program.stdout == "")
    done.wait()
    // What was confirmed beside the open transaction does not skip it.
    let rest = try StreamingPair.read(pair.streaming)
    StreamingPair.expectSame(try StreamingPair.read(pair.plain), first + rest)
    #expect(rest.split(separator: "\n").count == 9000)
  }
}
