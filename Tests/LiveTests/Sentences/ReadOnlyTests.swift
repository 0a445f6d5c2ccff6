import Foundation
import Support
import Testing

/// A database whose sessions are read-only by default: what is printed and written works there.
@Suite struct ReadOnlyTests {
  private static let readOnly = "ALTER DATABASE postgres SET default_transaction_read_only = on"

  private func `init`(_ cluster: TestCluster, _ folder: TemporaryDirectory) throws {
    let outcome = try BlinkBinary.schema.run(
      [
        "init", "--no-input", "--slot", "s", "--with", "grants,cleanup", "-d",
        "host=127.0.0.1 port=\(cluster.port) user=postgres",
      ], directory: folder.path)
    #expect(outcome.exit == 0, "\(outcome.stderr)")
  }

  @Test func theFilesOfInitWork() throws {
    let cluster = try TestCluster()
    try cluster.psql("CREATE TABLE t (id int PRIMARY KEY)")
    try cluster.psql(Self.readOnly)
    let folder = try TemporaryDirectory()
    try `init`(cluster, folder)
    let granted = try cluster.psql(file: folder.path + "/grants.sql")
    #expect(granted.exit == 0 && !granted.stderr.contains("ERROR"), "\(granted.stderr)")
    #expect(try cluster.psql("SELECT pubname FROM pg_publication") == "s")
    let cleaned = try cluster.psql(file: folder.path + "/cleanup.sql")
    #expect(cleaned.exit == 0 && !cleaned.stderr.contains("ERROR"), "\(cleaned.stderr)")
    #expect(try cluster.psql("SELECT count(*) FROM pg_publication") == "0")
  }

  @Test func whatDoctorPrintsWorks() throws {
    let cluster = try TestCluster(settings: ["max_slot_wal_keep_size": "20GB"])
    try cluster.psql(
      """
      CREATE TABLE t (id int PRIMARY KEY, v text); CREATE TABLE u (id int PRIMARY KEY, v text);
      CREATE PUBLICATION s FOR TABLE t, u
      """)
    let streams = ["t", "u"].map { Fixture.stream($0, [("id", "Int32"), ("v", "String")]) }
    let fixture = try Fixture(cluster, yaml: Fixture.yaml(streams.joined(separator: "\n")))
    try cluster.psql(Self.readOnly)
    let note = try fixture.doctor().report.checks.first { $0.id == "read-only-default" }
    #expect(note?.found.contains("need SET default_transaction_read_only = off first") == true)
    let off = "SET default_transaction_read_only = off;"
    try fixture.mends(
      "publication-covers-tables", breaking: "\(off) ALTER PUBLICATION s DROP TABLE u")
    // As a script, and of a publication that is missing: its owner is read-only as well.
    try cluster.psql("\(off) DROP PUBLICATION s")
    let missing = try #require(try fixture.doctor().report.problem("read-only-default"))
    let statement = try #require(missing.remedies.first { $0.text.contains("CREATE PUBLICATION") })
    try cluster.psql(statement.text)
    try cluster.psql("\(off) ALTER PUBLICATION s DROP TABLE u")
    let script = try BlinkBinary.schema.run(
      ["doctor", "--sql"], environment: fixture.environment, directory: fixture.folder.path)
    try fixture.folder.write("fix.sql", script.stdout)
    let run = try cluster.psql(file: fixture.folder.path + "/fix.sql")
    #expect(run.exit == 0 && !run.stderr.contains("ERROR"), "\(run.stderr)\n\(script.stdout)")
    #expect(try fixture.doctor().report.ownProblems == [])
    #expect(try fixture.run(["--endpos", "current"]).exit == 0)
  }

  @Test func whatInitPrintsWorks() throws {
    let cluster = try TestCluster()
    try cluster.psql(
      """
      CREATE TABLE other (id int PRIMARY KEY); CREATE TABLE u (id int NOT NULL UNIQUE, v text);
      CREATE TABLE p (k int NOT NULL) PARTITION BY LIST (k);
      CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1);
      """)
    try cluster.psql(Self.readOnly)
    let folder = try TemporaryDirectory()
    try `init`(cluster, folder)
    let statements = try folder.read("blink.yaml").components(separatedBy: "\n")
      .filter { $0.hasPrefix("    #   ") && $0.hasSuffix(";") }.map { String($0.dropFirst(8)) }
    #expect(statements.count == 3)
    for statement in statements { try cluster.psql(statement) }
    let admitted = try TemporaryDirectory()
    try `init`(cluster, admitted)
    #expect(try !admitted.read("blink.yaml").contains("# - stream: "))
  }
}
