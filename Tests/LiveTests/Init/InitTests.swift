import Checks
import Foundation
import Support
import Testing

/// `blink-schema init` on real databases.
@Suite struct InitTests {
  private func run(
    _ cluster: TestCluster, _ arguments: [String], in folder: TemporaryDirectory,
    database: String = "postgres", user: String = "postgres", more: [String: String] = [:]
  ) throws -> Program.Outcome {
    try BlinkBinary.schema.run(
      ["init"] + arguments,
      environment: [
        "PGHOST": "127.0.0.1", "PGPORT": "\(cluster.port)", "PGUSER": user,
        "PGDATABASE": database,
      ].merging(more) { $1 }, directory: folder.path, timeout: 30)
  }

  private func lint(_ folder: TemporaryDirectory, _ cluster: TestCluster) throws -> Program.Outcome
  {
    try BlinkBinary.schema.run(
      ["lint", "--env"], environment: variables(cluster), directory: folder.path)
  }

  private func variables(_ cluster: TestCluster) -> [String: String] {
    [
      "DATABASE_HOST": "127.0.0.1", "DATABASE_PORT": "\(cluster.port)",
      "DATABASE_USER": "postgres", "DATABASE_NAME": "postgres",
    ]
  }

  private static let golden = Repository.file("Tests/LiveTests/Golden/init.yaml")

  @Test func everyKindOfTypeAndTable() throws {
    let cluster = try TestCluster()
    try cluster.psql(InitSchema.everything)
    let folder = try TemporaryDirectory()
    let first = try run(cluster, [], in: folder)
    #expect(first.exit == 0, "\(first.stderr)")
    #expect(first.stdout == "")
    #expect(first.stderr.contains("libpq's environment"))
    #expect(first.stderr.contains("export DATABASE_PORT=\(cluster.port)"))
    let text = try folder.read("blink.yaml")
    // The first line names the versions.
    let body = text.split(separator: "\n", omittingEmptySubsequences: false).dropFirst()
      .joined(separator: "\n")
    if ProcessInfo.processInfo.environment["BLINK_RECORD"] == "1" {
      try body.write(to: Self.golden, atomically: true, encoding: .utf8)
    }
    #expect(body == (try String(contentsOf: Self.golden, encoding: .utf8)))

    // ANALYZE changes estimates and rewrites move rows: neither shows.
    try cluster.psql("ANALYZE; VACUUM FULL")
    let again = try run(
      cluster, ["--print", "-d", "dbname=postgres"], in: folder)
    #expect(again.stdout == text)
    let literal = try run(
      cluster, ["--print", "-d", "dbname=postgres", "--introspect", "information_schema"],
      in: folder)
    #expect(literal.stdout == text)
    let linted = try lint(folder, cluster)
    #expect(linted.exit == 0, "\(linted.stdout)")
    #expect(linted.stdout.contains("0 warnings"))

    #expect(try drift(folder, cluster) == [])
  }

  /// What doctor finds different between the file and the database.
  private func drift(_ folder: TemporaryDirectory, _ cluster: TestCluster) throws -> [String] {
    struct Report: Decodable {
      struct Check: Decodable { var id, status, found: String }
      var checks: [Check]
    }
    let doctor = try BlinkBinary.schema.run(
      ["doctor", "--format", "json"], environment: variables(cluster), directory: folder.path)
    let report = try JSONDecoder().decode(Report.self, from: Data(doctor.stdout.utf8))
    #expect(report.checks.contains { $0.id == "drift-missing-column" && $0.status == "ok" })
    return report.checks.filter { check in
      ["drift", "type-override", "table-exists"].contains { check.id.hasPrefix($0) }
        && check.status != "ok"
    }.map(\.found)
  }

  @Test func namesOfEveryKind() throws {
    let cluster = try TestCluster()
    let names = [
      "yes", "null", "123", "a: b", "#x", "Weird \"name\"", "new\nline", "esc\u{1B}[0m", "${HOME}",
      "${{x}}", "a.b", "\"q", "é", "e\u{301}", "#{secret.x}", " lead", "trail ", "~", "- x",
      "back\\slash", "it's", "[f]", "{f}", "*", "&a", "!t", "%", "@", "`", "tab\t", "\u{202E}rtl",
      String(repeating: "n", count: 63),
    ]
    func quoted(_ name: String) -> String {
      "\"" + name.replacingOccurrences(of: "\"", with: "\"\"", options: .literal) + "\""
    }
    let columns = names.map { "\(quoted($0)) int" }.joined(separator: ", ")
    let statements = names.map { name in
      "CREATE TABLE \(quoted(name)) (id int PRIMARY KEY, \(columns));"
        + " CREATE TABLE other.\(quoted(name)) (\(quoted(name)) int PRIMARY KEY);"
    }
    try cluster.psql("CREATE SCHEMA other;\n" + statements.joined(separator: "\n"))
    let folder = try TemporaryDirectory()
    #expect(try run(cluster, [], in: folder).exit == 0)
    let linted = try lint(folder, cluster)
    #expect(linted.exit == 0, "\(linted.stdout)")
    #expect(linted.stdout.contains("\(names.count * 2) streams, 0 warnings"))
    // Doctor finds every table and column again, so every name was read back byte for byte.
    #expect(try drift(folder, cluster) == [])
  }

  @Test func selection() throws {
    let cluster = try TestCluster()
    try cluster.psql(
      """
      CREATE SCHEMA sales; CREATE TABLE a (id int PRIMARY KEY); CREATE TABLE a_old (id int PRIMARY KEY);
      CREATE TABLE sales.b (id int PRIMARY KEY); CREATE VIEW v AS SELECT 1; CREATE TABLE keyless (id int);
      """)
    let folder = try TemporaryDirectory()
    func streams(_ arguments: String...) throws -> [String] {
      let outcome = try run(cluster, ["--print"] + arguments, in: folder)
      #expect(outcome.exit == 0, "\(outcome.stderr)")
      return outcome.stdout.split(separator: "\n").filter { $0.hasPrefix("    - stream: ") }
        .map { String($0.dropFirst("    - stream: ".count)) }
    }
    #expect(try streams() == ["a", "a_old", "sales.b"])
    #expect(try streams("-T", "*_old") == ["a", "sales.b"])
    #expect(try streams("-t", "a*", "--exclude-table", "public.a") == ["a_old"])
    #expect(try streams("-n", "s*") == ["b"])
    #expect(try streams("--include-keyless") == ["a", "a_old", "keyless", "sales.b"])
    let print = try run(cluster, ["--print"], in: folder)
    #expect(print.stdout.contains("REPLICA IDENTITY FULL;"))
    #expect(print.stdout.contains("# left out: public.v: a view"))
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)

    let unmatched = try run(cluster, ["-t", "zz*", "-t", "a"], in: folder)
    #expect(unmatched.exit == 5)
    #expect(unmatched.stderr.contains("`zz*`"))
    let view = try run(cluster, ["-t", "v"], in: folder)
    #expect(view.exit == 5)
    #expect(view.stderr.contains("left out: public.v: a view"))
    let keyless = try run(cluster, ["-t", "keyless"], in: folder)
    #expect(keyless.exit == 5)
    #expect(keyless.stderr.contains("--include-keyless"))
    #expect(keyless.stderr.contains("ALTER TABLE \"public\".\"keyless\" REPLICA IDENTITY FULL;"))

    let source = try run(
      cluster, ["shop.yaml", "--layout", "source", "--id", "7", "--slot", "mine"], in: folder)
    #expect(source.exit == 0)
    #expect(source.stderr.contains("blink-run shop.yaml"))
    let text = try folder.read("shop.yaml")
    #expect(text.contains("  id: 7\n  pipeline_id: 7"))
    #expect(text.contains("slot_name: mine"))
    #expect(text.contains("source:\n  driver: postgres_cdc\n  stream_schema:\n"))
    let linted = try BlinkBinary.schema.run(
      ["lint", "--env", "shop.yaml"], environment: variables(cluster), directory: folder.path)
    #expect(linted.exit == 0, "\(linted.stdout)")
  }

  @Test func anEmptyDatabaseIs5WithHelp() throws {
    let cluster = try TestCluster()
    try cluster.psql("CREATE DATABASE empty")
    let outcome = try run(cluster, [], in: TemporaryDirectory(), database: "empty")
    #expect(outcome.exit == 5)
    #expect(outcome.stdout == "")
    #expect(outcome.stderr.contains("the database has no tables"))
    #expect(outcome.stderr.contains("fix: "))
  }

  @Test func rolesWithFewRights() throws {
    let cluster = try TestCluster()
    try cluster.psql(
      """
      CREATE TABLE t (b int, a int, pin text, PRIMARY KEY (a, b)); CREATE TABLE hidden (id int PRIMARY KEY);
      CREATE TABLE partly (id int PRIMARY KEY, pin text);
      CREATE ROLE reader LOGIN; GRANT SELECT ON t TO reader; GRANT SELECT (id) ON partly TO reader;
      CREATE ROLE nobody LOGIN;
      """)
    let folder = try TemporaryDirectory()
    let outcome = try run(cluster, ["--print"], in: folder, user: "reader")
    #expect(outcome.exit == 0)
    #expect(outcome.stdout.contains("(primary key a, b)"))
    #expect(outcome.stdout.components(separatedBy: "pk: true").count == 4)
    #expect(outcome.stdout.contains("# left out: public.hidden: unreadable"))
    #expect(outcome.stdout.contains("# pin left out: this role may not SELECT it"))
    let nobody = try run(cluster, ["--print"], in: folder, user: "nobody")
    #expect(nobody.exit == 5)
    #expect(nobody.stderr.contains("left out: public.t: unreadable"))
    #expect(nobody.stderr.contains("GRANT"))
  }

  @Test func anExclusiveLockDoesNotBlock() throws {
    let cluster = try TestCluster()
    try cluster.psql("CREATE TABLE t (id int PRIMARY KEY, n int DEFAULT 1, s text DEFAULT 'x')")
    let locker = Thread {
      _ = try? cluster.psql(
        "BEGIN; LOCK TABLE t IN ACCESS EXCLUSIVE MODE; SELECT pg_sleep(60)")
    }
    locker.start()
    let held = "SELECT count(*) FROM pg_locks WHERE mode = 'AccessExclusiveLock' AND granted"
    #expect(try eventually(10) { try cluster.psql(held) != "0" })
    let start = Date()
    let outcome = try run(cluster, ["--print"], in: TemporaryDirectory())
    #expect(outcome.exit == 0, "\(outcome.stderr)")
    #expect(Date().timeIntervalSince(start) < 10)
    #expect(try cluster.psql(held) != "0")
    try cluster.psql(
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE '%pg_sleep%' AND pid <> pg_backend_pid()"
    )
  }

  @Test func aWrongPasswordIs4AndIsNotShown() throws {
    let cluster = try TestCluster()
    try cluster.psql("CREATE TABLE t (id int PRIMARY KEY); CREATE ROLE pw LOGIN PASSWORD 'right'")
    let rules = cluster.dataDirectory + "/pg_hba.conf"
    let before = try String(contentsOfFile: rules, encoding: .utf8)
    try ("host all pw 127.0.0.1/32 scram-sha-256\n" + before)
      .write(toFile: rules, atomically: false, encoding: .utf8)
    try cluster.psql("GRANT SELECT ON t TO pw; SELECT pg_reload_conf()")
    #expect(eventually { (try? cluster.psql("SELECT 1", user: "pw")) == nil })
    let folder = try TemporaryDirectory()
    let wrong = try run(cluster, [], in: folder, user: "pw", more: ["PGPASSWORD": "geheim"])
    #expect(wrong.exit == 4)
    #expect(wrong.stdout == "")
    #expect(!wrong.stderr.contains("geheim"))
    #expect(!FileManager.default.fileExists(atPath: folder.path + "/blink.yaml"))
    let right = try run(
      cluster, ["-d", "postgresql://pw:right@127.0.0.1:\(cluster.port)/postgres"], in: folder)
    #expect(right.exit == 0, "\(right.stderr)")
    #expect(!right.stderr.contains("right"))
    #expect(try !folder.read("blink.yaml").contains("right"))
  }
}
