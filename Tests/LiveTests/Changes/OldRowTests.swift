import Foundation
import Support
import Testing

/// What the server did not send of an old row is never null: replica identities that are not the
/// primary key, and partitions whose identity is not that of their root.
@Suite struct OldRowTests {
  private func changes(
    _ setup: String, _ stream: String, then statements: String, setting: String = ""
  ) throws -> (outcome: Program.Outcome, lines: [String]) {
    let cluster = try TestCluster()
    try cluster.psql(setup)
    let fixture = try Fixture(cluster, yaml: Fixture.yaml(stream, source: setting))
    let first = try fixture.run(["--endpos", "current"])
    try #require(first.exit == 0, "\(first.stderr)")
    try cluster.psql(statements)
    let outcome = try fixture.run(["--endpos", "current"])
    return (outcome, outcome.stdout.split(separator: "\n").map(Self.members))
  }

  /// The event's kind, and everything from the key on.
  private static func members(_ line: Substring) -> String {
    let kind = line.dropFirst(#"{"event":""#.count).prefix { $0 != "\"" }
    guard let key = line.range(of: #""key":"#) else { return String(line) }
    return "\(kind) " + line[key.lowerBound...].dropLast()
  }

  @Test func aPartitionWithAnIdentityOfItsOwn() throws {
    let (outcome, lines) = try changes(
      """
      CREATE TABLE p (id int, k int NOT NULL, u int NOT NULL, PRIMARY KEY (id, k))
        PARTITION BY LIST (k);
      CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1); CREATE UNIQUE INDEX p1_u ON p1 (u);
      ALTER TABLE p1 REPLICA IDENTITY USING INDEX p1_u;
      INSERT INTO p VALUES (1, 1, 10), (2, 1, 20);
      """, Fixture.stream("p", [("id", "Int32"), ("k", "Int32"), ("u", "Int32")], keys: 2),
      then: "UPDATE p SET u = 11 WHERE id = 1; DELETE FROM p WHERE id = 2")
    #expect(outcome.exit == 0, "\(outcome.stderr)")
    #expect(
      lines == [
        #"update "key":{"id":1,"k":1},"data":{"id":1,"k":1,"u":11},"before":{"u":10}"#,
        #"delete "key":null,"data":null,"before":{"u":20}"#,
      ])
  }

  @Test func aNewPartitionUnderAFullRoot() throws {
    let (outcome, lines) = try changes(
      """
      CREATE TABLE doc (id int PRIMARY KEY, n int, body text) PARTITION BY RANGE (id);
      CREATE TABLE doc_1 PARTITION OF doc FOR VALUES FROM (1) TO (1000);
      ALTER TABLE doc REPLICA IDENTITY FULL; ALTER TABLE doc_1 REPLICA IDENTITY FULL;
      """, Fixture.stream("doc", [("id", "Int32"), ("n", "Int32"), ("body", "String")], keys: 1),
      then: """
        CREATE TABLE doc_2 PARTITION OF doc FOR VALUES FROM (1000) TO (2000);
        ALTER TABLE doc_2 ALTER body SET STORAGE EXTERNAL;
        INSERT INTO doc VALUES (1500, 1, repeat('x', 5000)), (1501, 5, 'b'), (1, NULL, 'c');
        UPDATE doc SET id = 1600 WHERE id = 1500; DELETE FROM doc WHERE id = 1501;
        DELETE FROM doc WHERE id = 1;
        """)
    #expect(outcome.exit == 0, "\(outcome.stderr)")
    #expect(
      Array(lines.dropFirst(3)) == [
        #"update "key":{"id":1600},"data":{"id":1600,"n":1},"before":{"id":1500},"unchanged":["body"]"#,
        #"delete "key":{"id":1501},"data":null,"before":{"id":1501}"#,
        #"delete "key":{"id":1},"data":null,"before":{"id":1,"body":"c"}"#,
      ])
  }

  @Test func fullPartitionsUnderARootWithoutAKey() throws {
    let (outcome, lines) = try changes(
      """
      CREATE TABLE log (at date, msg text) PARTITION BY RANGE (at);
      CREATE TABLE log_26 PARTITION OF log FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
      INSERT INTO log VALUES ('2026-03-01', 'a'), ('2026-03-02', 'b');
      ALTER TABLE log_26 REPLICA IDENTITY FULL;
      """, Fixture.stream("log", [("at", "Date32"), ("msg", "String")], keys: 0),
      then: "UPDATE log SET msg = 'c' WHERE msg = 'a'; DELETE FROM log WHERE msg = 'b'")
    #expect(outcome.exit == 0, "\(outcome.stderr)")
    #expect(
      lines == [
        #"update "key":null,"data":{"at":"2026-03-01","msg":"c"},"before":{"at":"2026-03-01","msg":"a"}"#,
        #"delete "key":null,"data":null,"before":{"at":"2026-03-02","msg":"b"}"#,
      ])
  }

  @Test func fullPartitionsUnderARootWithAKey() throws {
    let (outcome, lines) = try changes(
      """
      CREATE TABLE doc (id int PRIMARY KEY, n int, body text) PARTITION BY RANGE (id);
      CREATE TABLE doc_1 PARTITION OF doc FOR VALUES FROM (1) TO (1000);
      ALTER TABLE doc_1 REPLICA IDENTITY FULL; ALTER TABLE doc_1 ALTER body SET STORAGE EXTERNAL;
      INSERT INTO doc VALUES (1, 1, repeat('x', 3000));
      """, Fixture.stream("doc", [("id", "Int32"), ("n", "Int32"), ("body", "String")], keys: 1),
      then: "UPDATE doc SET n = NULL WHERE id = 1; DELETE FROM doc")
    let body = String(repeating: "x", count: 3000)
    #expect(outcome.exit == 0, "\(outcome.stderr)")
    #expect(
      lines == [
        #"update "key":{"id":1},"data":{"id":1,"n":null,"body":"\#(body)"},"before":{"id":1,"n":1,"body":"\#(body)"}"#,
        #"delete "key":{"id":1},"data":null,"before":{"id":1,"body":"\#(body)"}"#,
      ])
  }

  @Test func anIdentityThatIsNotTheKeyOfTheFile() throws {
    let (outcome, lines) = try changes(
      """
      CREATE TABLE t (id int PRIMARY KEY, u text NOT NULL, a text);
      CREATE UNIQUE INDEX t_u ON t (u); ALTER TABLE t REPLICA IDENTITY USING INDEX t_u;
      INSERT INTO t VALUES (1, 'k1', 'x'), (2, 'k2', 'y');
      """, Fixture.stream("t", [("id", "Int32"), ("u", "String"), ("a", "String")], keys: 1),
      then: "UPDATE t SET id = 5 WHERE id = 1; DELETE FROM t WHERE id = 2")
    #expect(outcome.exit == 0, "\(outcome.stderr)")
    #expect(lines.last == #"delete "key":null,"data":null,"before":{"u":"k2"}"#)
  }

  /// Neither the key nor the whole identity is in the event.
  @Test func aChangeThatNamesNoRow() throws {
    let setup = """
      CREATE TABLE t (id int PRIMARY KEY, u text NOT NULL, a text);
      CREATE UNIQUE INDEX t_u ON t (u); ALTER TABLE t REPLICA IDENTITY USING INDEX t_u;
      INSERT INTO t VALUES (1, 'k1', 'x');
      """
    let stream = Fixture.stream("t", [("id", "Int32"), ("a", "String")], keys: 1)
    let (outcome, lines) = try changes(setup, stream, then: "DELETE FROM t WHERE id = 1")
    #expect(outcome.exit == 9, "\(outcome.stderr)")
    #expect(lines.isEmpty)
    #expect(outcome.stderr.contains("on_missing_key: emit"), "\(outcome.stderr)")
    let emitted = try changes(
      setup, stream, then: "DELETE FROM t WHERE id = 1", setting: "    on_missing_key: emit")
    #expect(emitted.outcome.exit == 0, "\(emitted.outcome.stderr)")
    #expect(emitted.lines == [#"delete "key":null,"data":null,"before":{}"#])
  }
}
