import Foundation
import Support
import Testing

/// `blink-schema diff` on real databases.
@Suite struct DiffTests {
  private static let schema = """
    CREATE TYPE mood AS ENUM ('sad');
    CREATE TABLE wide (id int PRIMARY KEY, n int NOT NULL, small int, gone text, old text, m mood, k int NOT NULL);
    CREATE TABLE dropped (id int PRIMARY KEY);
    CREATE TABLE named (id int PRIMARY KEY, note text);
    CREATE TABLE loses (id int PRIMARY KEY, n int);
    CREATE TABLE unwanted (id int PRIMARY KEY);
    CREATE TABLE keyless (n int);
    """

  private static let migration = """
    ALTER TABLE wide ADD added int, ALTER n DROP NOT NULL, ALTER small TYPE bigint, DROP gone,
      ALTER m TYPE int USING 1, DROP CONSTRAINT wide_pkey;
    ALTER TABLE wide RENAME old TO new;
    ALTER TABLE wide ALTER small SET NOT NULL;
    ALTER TABLE wide ADD PRIMARY KEY (k);
    COMMENT ON COLUMN wide.k IS 'the key';
    DROP TABLE dropped;
    ALTER TABLE named RENAME TO renamed;
    ALTER TABLE loses DROP CONSTRAINT loses_pkey;
    CREATE TABLE fresh (id int PRIMARY KEY);
    """

  @Test func everyClassAndKind() throws {
    let place = try DatabaseFolder(TestCluster(), "shop", Self.schema)
    #expect(try place("init").exit == 0)
    // A stream and a column that the user does not want.
    try place.replace(
      """
          - stream: unwanted
            columns:
              - name: id
                databrewType: Int32
                nativeConnectorType: integer
                pk: true
                nullable: false

      """, "")
    try place.replace(
      """
              - name: note
                databrewType: String
                nativeConnectorType: text
                pk: false
                nullable: true

      """, "")
    let fits = try place("diff")
    #expect(fits.exit == 0)
    #expect(fits.stdout == "✓ blink.yaml fits database shop · 3 unlisted (-v)\n")
    let lock = try place("diff", "--against", "lock", "-v")
    #expect(lock.exit == 0)
    #expect(lock.stdout.contains("✓ blink.yaml fits the lock · 3 unlisted\n"))

    try place.sql(Self.migration)
    let outcome = try place("diff", "--format", "json")
    #expect(outcome.exit == 2)
    let report = try DiffReport(outcome.stdout)
    #expect(report.schema_version == 1)
    #expect(report.drift)
    #expect(
      report.lines.sorted()
        == [
          "breaking column-missing wide.gone", "breaking column-renamed wide.old",
          "breaking key-changed wide.id", "breaking key-changed wide.k",
          "breaking replica-identity-lost loses", "breaking table-missing dropped",
          "breaking table-renamed named", "breaking type-changed wide.m",
          "breaking key-changed loses.id", "compatible column-added wide.added",
          "compatible nullable-changed wide.small", "compatible table-added public.fresh",
          "cosmetic comment-changed loses", "cosmetic comment-changed wide",
          "cosmetic comment-changed wide.k", "unlisted column-unlisted named.note",
          "unlisted table-unlisted public.keyless", "unlisted table-unlisted public.unwanted",
          "widening nullable-changed wide.n", "widening type-widened wide.small",
        ].sorted())
    try checkShape(outcome.stdout)
    let widened = try #require(report.changes.first { $0.kind == "type-widened" })
    #expect(widened.file == "integer")
    #expect(widened.database == "bigint")
    let line = try #require(
      widened.location?.split(separator: ":").dropFirst().first.flatMap { Int($0) })
    let lines = try place.text().split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines[line - 1].contains("nativeConnectorType: integer"))

    let text = try place("diff")
    #expect(text.exit == 2)
    #expect(text.stdout.contains("~ wide.small"))
    #expect(
      text.stdout.contains("type-widened  file integer, database bigint  blink.yaml:\(line):"))
    #expect(text.stdout.contains("+ public.fresh"))
    #expect(!text.stdout.contains("public.unwanted"))
    #expect(
      text.stdout.hasSuffix(
        "✗ blink.yaml and database shop differ: 3 compatible, 2 widening, 9 breaking,"
          + " 3 cosmetic, 3 unlisted\n"))
    let verbose = try place("diff", "--verbose")
    #expect(verbose.stdout.contains("  public.unwanted"))
    #expect(verbose.stdout.contains("comment-changed"))

    // The merge settles it: the key of `loses` is gone for good, and the file follows.
    let merged = try place("init")
    #expect(merged.exit == 0, "\(merged.stderr)")
    #expect(merged.stderr.contains("loses now has no usable replica identity"))
    #expect(try place("diff").exit == 0)
  }

  /// Every key in every entry, and no other (docs/reference/reports.md).
  private func checkShape(_ text: String) throws {
    let object = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any]
    let root = try #require(object)
    #expect(Set(root.keys) == ["schema_version", "drift", "changes"])
    for change in try #require(root["changes"] as? [[String: Any]]) {
      #expect(
        Set(change.keys) == ["class", "kind", "stream", "column", "file", "database", "location"])
    }
  }

  @Test func whatIsOnlyCosmeticIsNoDrift() throws {
    let place = try DatabaseFolder(TestCluster(), "shop", "CREATE TABLE t (id int PRIMARY KEY)")
    #expect(try place("init").exit == 0)
    try place.sql("COMMENT ON TABLE t IS 'new'; COMMENT ON COLUMN t.id IS E'\\x1b[31mred'")
    let quiet = try place("diff")
    #expect(quiet.exit == 0)
    #expect(quiet.stdout == "✓ blink.yaml fits database shop · 2 cosmetic (-v)\n")
    let verbose = try place("diff", "-v")
    #expect(verbose.exit == 0)
    #expect(verbose.stdout.contains("comment-changed"))
    #expect(!verbose.stdout.contains("\u{1B}"))
    let report = try DiffReport(try place("diff", "--format", "json").stdout)
    #expect(!report.drift)
    #expect(report.changes.map(\.class) == ["cosmetic", "cosmetic"])
  }

  @Test func exitCodesAndNoSession() throws {
    let place = try DatabaseFolder(TestCluster(), "shop", "CREATE TABLE t (id int PRIMARY KEY)")
    let missing = try place("diff")
    #expect(missing.exit == 3)
    #expect(missing.stdout == "")
    #expect(try place("init").exit == 0)
    let lost = ["DATABASE_PORT": "1"]
    let unreachable = try place.run(["diff"], more: lost)
    #expect(unreachable.exit == 4)
    #expect(unreachable.stdout == "")
    // Offline neither the server nor the variables are needed.
    let variables: Set = ["DATABASE_HOST", "DATABASE_USER", "DATABASE_NAME", "PGHOST"]
    let offline = try place.run(["diff", "--against", "lock"], without: variables, more: lost)
    #expect(offline.exit == 0, "\(offline.stderr)")
    #expect(!offline.stderr.contains("connecting"))
    try place.replace("databrewType: Int32", "databrewType: Int64")
    try place.replace("pk: true", "pk: false")
    let edited = try place.run(["diff", "--against", "lock"], without: variables)
    #expect(edited.exit == 0, "\(edited.stdout)")
    // With -d the file's own source is not asked for.
    let other = try place.run(["diff", "-d", "dbname=shop"], without: ["DATABASE_HOST"])
    #expect(other.exit == 0, "\(other.stderr)")
    #expect(!other.stderr.contains("DATABASE_HOST"))
    let unset = try place.run(["diff"], without: ["DATABASE_HOST"])
    #expect(unset.exit == 3)
    #expect(unset.stderr.contains("DATABASE_HOST is not set"))
    #expect(try place("diff", "--format", "yaml").exit == 64)
    try place.replace("nativeConnectorType: integer", "nativeConnectorTyp: integer")
    let invalid = try place("diff", "--format", "json")
    #expect(invalid.exit == 3)
    #expect(invalid.stderr.contains("nativeConnectorTyp"))
  }

  @Test func withoutALockWhatTheFileNeverNamedIsUnlisted() throws {
    let place = try DatabaseFolder(
      TestCluster(), "shop",
      """
      CREATE TABLE taxi_rides (log_id int PRIMARY KEY, driver_id numeric NOT NULL, extra text);
      CREATE TABLE other (id int PRIMARY KEY);
      """)
    try place.write(
      Fixture.yaml(
        """
            - stream: taxi_rides
              columns:
                - {name: log_id, databrewType: Int32, nativeConnectorType: integer, pk: true, nullable: false}
                - name: driver_id
                  databrewType: Int32
                  nativeConnectorType: numeric
                  nullable: false
        """))
    let fits = try place("diff", "-v")
    #expect(fits.exit == 0, "\(fits.stdout)\(fits.stderr)")
    #expect(fits.stdout.contains("public.other"))
    #expect(fits.stdout.contains("taxi_rides.extra"))
    #expect(fits.stdout.contains("2 unlisted"))
    let lock = try place("diff", "--against", "lock")
    #expect(lock.exit == 3)
    #expect(lock.stderr.contains("--adopt"))
    try place.sql(
      "ALTER TABLE taxi_rides RENAME driver_id TO driver; ALTER TABLE taxi_rides ALTER log_id TYPE bigint"
    )
    let report = try DiffReport(try place("diff", "--format", "json").stdout)
    // Nobody can say that it was renamed.
    #expect(
      report.lines.filter { !$0.hasPrefix("unlisted") } == [
        "widening type-widened taxi_rides.log_id", "breaking column-missing taxi_rides.driver_id",
      ])
  }

  @Test func aRoleThatMayOnlyReadSeesTheSame() throws {
    var place = try DatabaseFolder(
      TestCluster(), "shop",
      """
      CREATE ROLE reader LOGIN; CREATE SCHEMA s; GRANT USAGE ON SCHEMA s TO reader;
      CREATE TABLE s.a (id int PRIMARY KEY, note text); CREATE TABLE s.b (id int PRIMARY KEY);
      GRANT SELECT ON ALL TABLES IN SCHEMA s TO reader;
      """)
    place.user = "reader"
    #expect(try place("init").exit == 0)
    #expect(try place("diff").exit == 0)
    try place.sql("ALTER TABLE s.a RENAME TO c; ALTER TABLE s.c RENAME note TO remark")
    let renamed = try place("diff")
    #expect(renamed.exit == 2)
    #expect(renamed.stdout.contains("table-renamed"))
    #expect(renamed.stdout.contains("column-renamed"))
    try place.sql(
      "REVOKE SELECT ON s.b FROM reader; REVOKE SELECT ON s.c FROM reader; GRANT SELECT (id) ON s.c TO reader"
    )
    let hidden = try place("diff")
    #expect(hidden.exit == 2)
    #expect(hidden.stdout.contains("may not SELECT"))
    #expect(hidden.stdout.contains("column-unreadable"))
  }

  @Test func hostileNamesInTheOtherLayout() throws {
    let place = try DatabaseFolder(
      TestCluster(), "shop",
      """
      CREATE SCHEMA "a.b"; CREATE TABLE "a.b"."t""x" (id int PRIMARY KEY, "${HOME}" int, E int);
      CREATE TABLE "new\nline" (id int PRIMARY KEY, "\u{1B}[31m" int);
      """)
    #expect(try place("init", "--layout", "source").exit == 0)
    #expect(try place("diff").exit == 0)
    try place.sql(
      """
      ALTER TABLE "a.b"."t""x" ALTER "${HOME}" TYPE bigint; ALTER TABLE "new\nline" ALTER "\u{1B}[31m" TYPE bigint;
      """)
    let outcome = try place("diff")
    #expect(outcome.exit == 2)
    #expect(outcome.stdout.contains(#""a.b".t"x.${HOME}"#))
    #expect(outcome.stdout.split(separator: "\n").count == 3)
    #expect(!outcome.stdout.contains("\u{1B}"))
    let report = try DiffReport(try place("diff", "--format", "json").stdout)
    #expect(report.changes.map(\.stream) == [#""a.b".t"x"#, "new\nline"])
    #expect(report.changes.map(\.column) == ["${HOME}", "\u{1B}[31m"])
  }
}
