import Foundation
import Support
import Testing

/// Sentences of doctor that were false, missing or too many.
@Suite struct DoctorSentenceTests {
  private func fixture(_ setup: String, _ streams: String...) throws -> Fixture {
    let cluster = try TestCluster(settings: ["max_slot_wal_keep_size": "20GB"])
    try cluster.psql(setup)
    return try Fixture(cluster, yaml: Fixture.yaml(streams.joined(separator: "\n")))
  }

  private func text(_ fixture: Fixture, _ arguments: [String] = []) throws -> Program.Outcome {
    try BlinkBinary.schema.run(
      ["doctor"] + arguments, environment: fixture.environment, directory: fixture.folder.path)
  }

  /// One warning with a number, whatever the number; the list where it is wanted.
  @Test func largeValuesOfManyTablesAreOneLine() throws {
    let names = (1...8).map { "t\($0)" }
    let setup = names.map { name in
      """
      CREATE TABLE \(name) (id int PRIMARY KEY, v text); ALTER TABLE \(name) ALTER v SET STORAGE EXTERNAL;
      INSERT INTO \(name) VALUES (1, repeat('x', 9000)); ANALYZE \(name);
      """
    }.joined(separator: "\n")
    let streams = names.map { Fixture.stream($0, [("id", "Int32"), ("v", "String")]) }
      .joined(separator: "\n")
    let fixture = try fixture(setup, streams)
    let quiet = try text(fixture, ["-q"]).stdout
    #expect(quiet.split(separator: "\n").count { $0.contains("unchanged-toast") } == 1, "\(quiet)")
    #expect(quiet.contains("8 tables have"), "\(quiet)")
    #expect(try text(fixture, ["-v"]).stdout.contains("public.t8: 16 kB: v"))
    // Accepted for some tables, the rest is counted.
    let accepted = """
      doctor:
        ignore:
          - {id: unchanged-toast, subject: public.t1}
          - {id: unchanged-toast, subject: public.t2}
      """
    try fixture.folder.write("blink.yaml", Fixture.yaml(streams) + accepted)
    #expect(try text(fixture, ["-q"]).stdout.contains("6 tables have"))
    let start = try fixture.run(["--endpos", "current"])
    #expect(
      start.stderr.split(separator: "\n").count { $0.contains("unchanged-toast") } <= 1,
      "\(start.stderr)")
  }

  @Test func aFailingCodeHasNoTick() throws {
    let fixture = try fixture(
      "CREATE TABLE t (id int PRIMARY KEY, v varchar(9))",
      Fixture.stream("t", [("id", "Int32"), ("v", "Int32")]))
    let fine = try text(fixture)
    #expect(fine.exit == 0 && fine.stdout.contains("✓ blink-run may start · "), "\(fine.stdout)")
    let strict = try text(fixture, ["--fail-on", "warning"])
    #expect(strict.exit == 2)
    #expect(strict.stdout.contains("! nothing refuses the start, but a warning fails (exit 2)"))
    #expect(!strict.stdout.contains("✓ blink-run may start"))
  }

  @Test func didYouMeanNamesNothingThatIsThereAlready() throws {
    let fixture = try fixture(
      "CREATE TABLE t (id int PRIMARY KEY, color_mode_id int, scheme_id int)",
      Fixture.stream(
        "t", [("id", "Int32"), ("color_mode_id", "Int32"), ("color_scheme_id", "Int32")]))
    let first = try #require(try fixture.doctor().report.problem("drift-missing-column"))
    #expect(first.subject == "public.t.color_scheme_id")
    #expect(!first.remedies.contains { $0.text.contains("name: color_mode_id") })
    #expect(first.remedies.last?.text == "blink-schema init blink.yaml")
    // With a state the attribute number says what became of it.
    let named = Fixture.stream("t", [("id", "Int32"), ("scheme_id", "Int32")])
    try fixture.folder.write("blink.yaml", Fixture.yaml(named))
    #expect(try fixture.run(["--endpos", "current"]).exit == 0)
    try fixture.cluster.psql("ALTER TABLE t RENAME scheme_id TO palette")
    let renamed = try #require(try fixture.doctor().report.problem("drift-missing-column"))
    #expect(renamed.remedies[0].text == "name: palette   # it was renamed")
  }

  @Test func aMissingTableHasAReasonAndARemedy() throws {
    let stream = Fixture.stream("orders", [("id", "Int32")])
    let fixture = try fixture("CREATE TABLE orders (id int PRIMARY KEY)", stream)
    let cluster = fixture.cluster
    // What init knows by its lock file.
    let outcome = try BlinkBinary.schema.run(
      [
        "init", "--no-input", "--slot", "s", "-d",
        "host=127.0.0.1 port=\(cluster.port) user=postgres", "new.yaml",
      ], directory: fixture.folder.path)
    #expect(outcome.exit == 0, "\(outcome.stderr)")
    try cluster.psql("CREATE SCHEMA sales; ALTER TABLE orders RENAME TO sold")
    try cluster.psql("ALTER TABLE sold SET SCHEMA sales")
    func problem(_ file: String) throws -> DoctorReport.Check {
      let json = try text(fixture, ["--format", "json", file]).stdout
      let report = try JSONDecoder().decode(DoctorReport.self, from: Data(json.utf8))
      return try #require(report.problem("table-exists"))
    }
    let known = try problem("new.yaml")
    #expect(known.found == "table public.orders does not exist: it is now sales.sold")
    #expect(
      known.remedies.map(\.text) == ["blink-schema init new.yaml", "stream: sales.sold"])
    // Nobody knows it here; nor of a table that is gone.
    let unknown = try problem("blink.yaml")
    #expect(unknown.why.contains("it was dropped, or the name is written differently"))
    #expect(unknown.remedies.first?.text == "blink-schema init blink.yaml")
    try cluster.psql("DROP TABLE sales.sold")
    #expect(try problem("new.yaml").found == "table public.orders does not exist")
    // A name that the file has is no suggestion.
    try cluster.psql("CREATE TABLE \"ORDERS\" (id int PRIMARY KEY)")
    #expect(try problem("blink.yaml").remedies[0].text == "did you mean stream: public.ORDERS?")
    try fixture.folder.write(
      "blink.yaml",
      Fixture.yaml(stream + "\n" + Fixture.stream("ORDERS", [("id", "Int32")])))
    #expect(try !problem("blink.yaml").remedies.contains { $0.text.contains("did you mean") })
  }

  @Test func membershipInASuperuserIsNeverOffered() throws {
    let fixture = try fixture(
      """
      CREATE ROLE cdc LOGIN REPLICATION; CREATE ROLE app;
      CREATE TABLE t (id int PRIMARY KEY); CREATE TABLE u (id int PRIMARY KEY);
      ALTER TABLE u OWNER TO app; GRANT SELECT ON t, u TO cdc;
      ALTER TABLE t ENABLE ROW LEVEL SECURITY; ALTER TABLE u ENABLE ROW LEVEL SECURITY;
      """, Fixture.stream("t", [("id", "Int32")]), Fixture.stream("u", [("id", "Int32")]))
    func remedies(_ subject: String) throws -> [String] {
      try fixture.doctor(user: "cdc").report.checks
        .first { $0.id == "rls-hides-rows" && $0.subject == subject }?.remedies.map(\.text) ?? []
    }
    #expect(try remedies("public.t") == [#"ALTER ROLE "cdc" BYPASSRLS;"#])
    let member = #"GRANT "app" TO "cdc";   -- its owner sees every row"#
    #expect(try remedies("public.u") == [#"ALTER ROLE "cdc" BYPASSRLS;"#, member])
    try fixture.cluster.psql("ALTER TABLE u FORCE ROW LEVEL SECURITY")
    #expect(try remedies("public.u") == [#"ALTER ROLE "cdc" BYPASSRLS;"#])
    try fixture.cluster.psql("ALTER TABLE u NO FORCE ROW LEVEL SECURITY; \(member)")
    #expect(try remedies("public.u") == [])
  }

  @Test func aSupabaseOfOnesOwnIsSelfManaged() throws {
    let fixture = try fixture(
      "CREATE ROLE supabase_admin; CREATE TABLE t (id int PRIMARY KEY)",
      Fixture.stream("t", [("id", "Int32")]))
    #expect(try fixture.doctor().report.target.provider == "self-managed")
  }
}
