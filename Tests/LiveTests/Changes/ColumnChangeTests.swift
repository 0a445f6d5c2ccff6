import Foundation
import Support
import Testing

/// Columns that change under a pipeline: their numbers go on, their names do not.
@Suite struct ColumnChangeTests {
  private func pipeline(
    _ table: String = "id int PRIMARY KEY, a text, b int DEFAULT 5",
    _ columns: [(String, String)] = [("id", "Int32"), ("a", "String"), ("b", "Int32")]
  ) throws -> (cluster: TestCluster, fixture: Fixture) {
    let cluster = try TestCluster()
    try cluster.psql("CREATE TABLE t (\(table))")
    let fixture = try Fixture(cluster, yaml: Fixture.yaml(Fixture.stream("t", columns)))
    let outcome = try fixture.run(["--endpos", "current"])
    try #require(outcome.exit == 0, "\(outcome.stderr)")
    return (cluster, fixture)
  }

  private func data(_ text: String) -> [String] {
    text.split(separator: "\n").compactMap { line in
      guard let start = line.firstRange(of: "\"data\":"),
        let end = line.firstRange(of: "}", after: start.upperBound)
      else { return nil }
      return String(line[start.upperBound...end])
    }
  }

  @Test func aRenameThatTheFileFollowsLosesNothing() throws {
    let (cluster, fixture) = try pipeline()
    try cluster.psql(
      """
      INSERT INTO t VALUES (2, 'before'); UPDATE t SET a = 'x2' WHERE id = 2;
      ALTER TABLE t RENAME a TO a2; INSERT INTO t VALUES (3, 'after');
      """)
    try fixture.folder.write(
      "blink.yaml",
      try fixture.folder.read("blink.yaml").replacing("{name: a,", with: "{name: a2,"))
    let next = try fixture.run(["--endpos", "current"])
    #expect(next.exit == 0, "\(next.stderr)")
    #expect(
      data(next.stdout) == [
        #"{"id":2,"a2":"before","b":5}"#, #"{"id":2,"a2":"x2","b":5}"#,
        #"{"id":3,"a2":"after","b":5}"#,
      ])
    #expect(!next.stderr.contains("does not send column"), "\(next.stderr)")
  }

  @Test func aRenameWhileItRunsKeepsTheFilesName() throws {
    let (cluster, fixture) = try pipeline()
    let program = try fixture.startStreaming()
    try cluster.psql(
      """
      INSERT INTO t VALUES (1, 'x'); ALTER TABLE t RENAME id TO ident; ALTER TABLE t RENAME b TO c;
      INSERT INTO t VALUES (2, 'y'); DELETE FROM t WHERE ident = 1;
      """)
    #expect(eventually { program.stdout.contains(#""event":"delete""#) })
    program.signal(SIGTERM)
    #expect(try program.wait() == 0)
    #expect(program.stdout.contains(#""key":{"id":2},"data":{"id":2,"a":"y","b":5}"#))
    #expect(program.stdout.contains(#""key":{"id":1},"data":null"#))
    #expect(program.stderr.contains("column id is now ident; its values are delivered as id"))
  }

  @Test func twoColumnsThatSwapNames() throws {
    let (cluster, fixture) = try pipeline(
      "id int PRIMARY KEY, a text, b text", [("id", "Int32"), ("a", "String"), ("b", "String")])
    try cluster.psql(
      """
      INSERT INTO t VALUES (1, 'first', 'second'); ALTER TABLE t RENAME a TO x;
      ALTER TABLE t RENAME b TO a; ALTER TABLE t RENAME x TO b;
      INSERT INTO t (id, a, b) VALUES (2, 'second', 'first');
      """)
    // What was delivered has a for the first column; the file does not tell which one it means now.
    let refused = try fixture.run(["--endpos", "current"])
    #expect(refused.exit == 7, "\(refused.stderr)")
    #expect(
      refused.stderr.contains("error: column-unclear: public.t: whether column a of the file"))
    let next = try fixture.run(["--endpos", "current", "--accept-stream-gap", "t"])
    #expect(next.exit == 0, "\(next.stderr)")
    // The name a is the second column's now, also of what was written before.
    #expect(
      data(next.stdout) == [
        #"{"id":1,"a":"second","b":"first"}"#, #"{"id":2,"a":"second","b":"first"}"#,
      ])
  }

  /// The usual way to another type: a new column takes the name of the old one.
  @Test(arguments: [
    (file: ["id", "c", "a"], exit: Int32(0), data: #"{"id":1,"c":"old","a":"new"}"#),
    (file: ["id", "a"], exit: 7, data: ""),
  ])
  func aNewColumnTakesTheName(file: [String], exit: Int32, data expected: String) throws {
    let (cluster, fixture) = try pipeline(
      "id int PRIMARY KEY, a text, b text", [("id", "Int32"), ("a", "String"), ("b", "String")])
    func write(_ names: [String]) throws {
      let columns = names.map { ($0, $0 == "id" ? "Int32" : "String") }
      try fixture.folder.write("blink.yaml", Fixture.yaml(Fixture.stream("t", columns)))
    }
    if exit == 7 {
      try write(file)
      try #require(try fixture.run(["--endpos", "current"]).exit == 0)
    }
    try cluster.psql(
      """
      INSERT INTO t VALUES (1, 'old', 'new');
      BEGIN; ALTER TABLE t RENAME a TO c; ALTER TABLE t RENAME b TO a; COMMIT;
      """)
    try write(file)
    let next = try fixture.run(["--endpos", "current"])
    #expect(next.exit == exit, "\(next.stderr)")
    #expect(data(next.stdout) == (exit == 7 ? [] : [expected]))
  }

  /// What no event says of rows that were delivered before is said once, at the next start.
  @Test func whatChangedBetweenTwoRunsIsNamed() throws {
    let (cluster, fixture) = try pipeline()
    try cluster.psql(
      """
      ALTER TABLE t ADD n int DEFAULT 7, ADD m int; ALTER TABLE t ALTER b TYPE int USING b + 1;
      ALTER TABLE t ALTER a TYPE varchar(30); ALTER TABLE t REPLICA IDENTITY FULL;
      """)
    try fixture.folder.write(
      "blink.yaml",
      Fixture.yaml(
        Fixture.stream("t", [("id", "Int32"), ("a", "String"), ("b", "Int32"), ("n", "Int32")])))
    let sentences = [
      "public.t: column n is new in the file: rows that were delivered before do not have it",
      "--resnapshot-stream public.t copies them again",
      "public.t: column m was added to the table; events do not hold it until blink-schema init",
      "public.t: column a has another type now",
      "public.t: the replica identity was changed from DEFAULT to FULL",
    ]
    let next = try fixture.run(["--endpos", "current"])
    #expect(next.exit == 0, "\(next.stderr)")
    for sentence in sentences { #expect(next.stderr.contains(sentence), "\(next.stderr)") }
    #expect(!next.stderr.contains("column b has another type"), "\(next.stderr)")
    let again = try fixture.run(["--endpos", "current"])
    for sentence in sentences { #expect(!again.stderr.contains(sentence), "\(again.stderr)") }
  }

  @Test func whatChangesWhileItRunsIsNamed() throws {
    let (cluster, fixture) = try pipeline()
    let program = try fixture.startStreaming()
    try cluster.psql(
      """
      INSERT INTO t VALUES (1, 'x'); ALTER TABLE t ALTER b TYPE bigint; INSERT INTO t VALUES (2, 'y');
      ALTER TABLE t REPLICA IDENTITY FULL; INSERT INTO t VALUES (3, 'z');
      """)
    let sentences = [
      "public.t: column b has another type now",
      "stream t: the replica identity was changed; the old rows of updates and deletes hold id, a, b",
    ]
    let isSaid = eventually(30) { sentences.allSatisfy { program.stderr.contains($0) } }
    #expect(isSaid, "\(program.stderr)")
    program.signal(SIGTERM)
    #expect(try program.wait() == 0, "\(program.stderr)")
  }

  @Test func aNameThatNobodyKnowsIsNotGuessed() throws {
    let (cluster, fixture) = try pipeline()
    try cluster.psql(
      """
      ALTER TABLE t RENAME a TO passing; INSERT INTO t VALUES (1, 'hidden');
      ALTER TABLE t RENAME passing TO a;
      """)
    let next = try fixture.run(["--endpos", "current"])
    #expect(next.exit == 7, "\(next.stderr)")
    #expect(next.stderr.contains("whether a renamed column is a cannot be told"))
    #expect(next.stdout.isEmpty)
  }

  @Test func anAddedColumnIsNamed() throws {
    let (cluster, fixture) = try pipeline()
    let program = try fixture.startStreaming()
    try cluster.psql("ALTER TABLE t ADD n int DEFAULT 7; INSERT INTO t VALUES (1, 'x')")
    #expect(eventually { program.stderr.contains("column n was added to the table") })
    #expect(eventually { program.stdout.contains(#""data":{"id":1,"a":"x","b":5}"#) })
    program.signal(SIGTERM)
    #expect(try program.wait() == 0)
  }
}

extension Substring {
  fileprivate func firstRange(of text: String, after start: Index) -> Index? {
    self[start...].firstIndex(of: Character(text))
  }
}
