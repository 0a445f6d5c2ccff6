import Foundation
import Support
import Testing

/// `blink-schema init` on a file that is there already.
@Suite struct InitRerunTests {
  private static let lock = ".blink/blink.lock.json"

  @Test func whatChangedIsMergedAndTheRestStays() throws {
    let place = try DatabaseFolder(
      TestCluster(), "shop",
      "CREATE TABLE t (id int PRIMARY KEY, num int); CREATE TABLE u (id int PRIMARY KEY)")
    #expect(try place("init").exit == 0)
    let first = try place.files()
    // Nothing changed: not a byte, not even of the lock.
    let same = try place("init")
    #expect(same.exit == 0)
    #expect(same.stderr.contains("blink.yaml is up to date"))
    #expect(same.stdout == "")
    #expect(try place.files() == first)
    // Without the file's variables, as -d says where to look.
    let direct = try place.run(
      ["init", "-d", "dbname=shop"], without: ["DATABASE_HOST", "DATABASE_USER", "DATABASE_NAME"])
    #expect(direct.exit == 0, "\(direct.stderr)")
    #expect(try place.files() == first)

    try place.replace("slot_name: ", "slot_name:   ")
    try place.replace("- name: num", "# mine\n        - name: num")
    try place.sql("ALTER TABLE t ADD c text; ALTER TABLE t ALTER num TYPE bigint")
    let before = try place.files()
    let dry = try place("init", "--dry-run")
    #expect(dry.exit == 0)
    #expect(dry.stdout.hasPrefix("--- a/blink.yaml\n+++ b/blink.yaml\n@@ "))
    #expect(try place.files() == before)
    let merged = try place("init")
    #expect(merged.exit == 0)
    #expect(merged.stdout == "")
    #expect(merged.stderr.contains("t.c added"))
    #expect(merged.stderr.contains("3 changes merged"))
    let text = try place.text()
    #expect(text.contains("slot_name:   blink_shop_1"))
    #expect(text.contains("        # mine\n        - name: num\n          databrewType: Int64\n"))
    // Comments alone are no change to count.
    try place.sql("COMMENT ON TABLE t IS 'told'")
    let comments = try place("init")
    #expect(comments.stderr.contains("comments updated from the database"))
    #expect(try place.text().contains("# public.t: told | "))
    // Nothing but the files that init names.
    let names = try place.files().keys.sorted()
    #expect(names == [Self.lock, ".env.example", "blink.yaml"])
  }

  @Test func aFileThatInitDidNotWriteIsAdoptedOrLeft() throws {
    let place = try DatabaseFolder(
      TestCluster(), "shop",
      """
      CREATE TABLE taxi_rides (log_id int PRIMARY KEY, "timestamp" varchar, driver_id numeric NOT NULL, tip int);
      CREATE TABLE other (id int PRIMARY KEY);
      """)
    // The example of Blink's documentation, as it is printed there.
    let seed = """
      service:
        id: 123
        stream_schema:
          - stream: taxi_rides # stream is a name of the table. You can have a multiple tables streamed at the same time
            columns:
              - name: log_id
                databrewType: Int32
                nativeConnectorType: integer
                pk: true
                nullable: false
              - name: timestamp
                databrewType: String
                nativeConnectorType: varchar
                pk: false
                nullable: true
              - name: driver_id
                databrewType: Int32
                nativeConnectorType: numeric
                pk: false
                nullable: false
      source:
        driver: postgres_cdc
        config:
          host: ${DATABASE_HOST}
          slot_name: my_resplication_slot_name # Or random will be created if not specified
          user: ${DATABASE_USER}
          database: ${DATABASE_NAME}
          password: ${DATABASE_PASSWORd:-}
          port: ${DATABASE_PORT}
          schema: public
          stream_snapshot: true # Set true if you need to stream existing data first

      """
    try place.write(seed)
    let refused = try place("init")
    #expect(refused.exit == 6)
    #expect(refused.stderr.contains("--adopt"))
    #expect(try place.files().keys.sorted() == ["blink.yaml"])
    let adopted = try place("init", "--adopt")
    #expect(adopted.exit == 0, "\(adopted.stderr)")
    #expect(adopted.stderr.contains("adopted blink.yaml unchanged"))
    #expect(try place.text() == seed)
    #expect(try place("diff").exit == 0)
    // From now on it is merged like any other; what it never named stays away.
    try place.sql(
      """
      ALTER TABLE taxi_rides RENAME "timestamp" TO at; ALTER TABLE taxi_rides ADD fare numeric(8,2);
      ALTER TABLE taxi_rides ALTER log_id TYPE bigint; CREATE TABLE fresh (id int PRIMARY KEY);
      """)
    let merged = try place("init")
    #expect(merged.exit == 0, "\(merged.stderr)")
    let text = try place.text()
    #expect(text.contains("        - name: at\n          databrewType: String\n"))
    #expect(text.contains("- name: fare"))
    #expect(text.contains("# - stream: fresh"))
    #expect(!text.contains("name: tip"))
    #expect(!text.contains("stream: other"))
    #expect(text.contains("name: log_id\n          databrewType: Int64\n"))
    #expect(text.contains("# Or random will be created if not specified"))
    #expect(text.contains("databrewType: Int32\n          nativeConnectorType: numeric"))
    #expect(try place("diff").exit == 0)
  }

  @Test func newTablesAreAddedToldOrIgnored() throws {
    let cluster = try TestCluster()
    for (what, active, told) in [
      ("add", true, true), ("comment", false, true), ("ignore", false, false),
    ] {
      let place = try DatabaseFolder(
        cluster, "new_\(what)",
        "CREATE TABLE t (id int PRIMARY KEY); CREATE TABLE skip (id int PRIMARY KEY)")
      #expect(try place("init", "-T", "skip*").exit == 0)
      try place.sql(
        "CREATE TABLE fresh (id int PRIMARY KEY); CREATE TABLE bare (num int); CREATE TABLE skip2 (id int PRIMARY KEY)"
      )
      let outcome = try place("init", "--new", what)
      #expect(outcome.exit == 0, "\(outcome.stderr)")
      let text = try place.text()
      #expect(text.contains("    - stream: fresh\n") == active)
      #expect(text.contains("    # - stream: fresh\n") == (told && !active))
      // Never admitted without being asked for.
      #expect(!text.contains("    - stream: bare\n"))
      #expect(text.contains("    # - stream: bare\n") == told)
      // The selection of the first run holds.
      #expect(!text.contains("skip"))
      #expect(try place("diff").exit == 0)
      let settled = try place.files()
      #expect(try place("init").stderr.contains("is up to date"))
      #expect(try place.files() == settled)
    }
  }

  @Test func flagsOfALaterRun() throws {
    let place = try DatabaseFolder(
      TestCluster(), "shop",
      """
      CREATE TABLE t (id int PRIMARY KEY, g int GENERATED ALWAYS AS (1) STORED, pin text);
      COMMENT ON COLUMN t.pin IS 'secret'; CREATE TABLE u (id int PRIMARY KEY);
      CREATE ROLE reader LOGIN; GRANT SELECT (id, g) ON t TO reader; GRANT SELECT ON u TO reader;
      """)
    // Nothing to match is an error also here, and writes nothing.
    #expect(try place("init").exit == 0)
    let before = try place.files()
    for arguments in [["-t", "zz"], ["--from-publication", "zz"], ["-n", "public", "-T", "zz"]] {
      let outcome = try place.run(["init"] + arguments)
      #expect(outcome.exit == 5, "\(arguments): \(outcome.stderr)")
      #expect(try place.files() == before)
    }
    for arguments in [["--id", "2"], ["--slot", "s"], ["--layout", "source"]] {
      #expect(try place.run(["init"] + arguments).exit == 64)
    }
    let with = try place("init", "--with", "grants,ci")
    #expect(with.exit == 0, "\(with.stderr)")
    #expect(try place.text("grants.sql").contains("\"public\".\"t\""))
    #expect(try place.text() == String(decoding: before["blink.yaml"] ?? Data(), as: UTF8.self))
    #expect(try place("init", "--with", "grants").exit == 0)
    try place.sql("CREATE TABLE w (id int PRIMARY KEY)")
    // The rights would be others now: the file is the user's, and nothing is written.
    let different = try place("init", "--new", "add", "--with", "grants")
    #expect(different.exit == 6)
    #expect(different.stderr.contains("grants.sql"))
    #expect(try !place.text().contains("stream: w"))

    // Comments away, and columns stay what they are.
    let none = try place("init", "--comments", "none")
    #expect(none.exit == 0, "\(none.stderr)")
    let text = try place.text()
    #expect(!text.contains("secret"))
    #expect(!text.contains("replica identity: default"))
    #expect(text.contains("- name: pin\n"))
    #expect(!text.contains("    # \n"))
    #expect(try place("init").stderr.contains("is up to date"))
    // A column that cannot be read any more is not a dropped one.
    var reader = place
    reader.user = "reader"
    let hidden = try reader("init")
    #expect(hidden.exit == 0)
    #expect(hidden.stderr.contains("t.pin is kept, but cannot be streamed"))
    #expect(try place.text().contains("- name: pin\n"))
    #expect(try reader("diff").exit == 2)
  }

  @Test func theLockIsTheSameForTheSameDatabase() throws {
    let place = try DatabaseFolder(
      TestCluster(), "shop",
      """
      CREATE TABLE b (id int PRIMARY KEY, "${x}" int, "é" text); CREATE TABLE a (num int);
      CREATE TABLE c (id int PRIMARY KEY); CREATE TABLE d (id int PRIMARY KEY);
      """)
    #expect(try place("init", "-t", "*", "--numeric", "float").exit == 0)
    let first = try place.text(Self.lock)
    #expect(first.hasSuffix("}\n"))
    #expect(first.contains("\"systemID\""))
    let other = try TemporaryDirectory()
    let again = try BlinkBinary.schema.run(
      ["init", "\(other.path)/blink.yaml", "-t", "*", "--numeric", "float"],
      environment: [
        "PGHOST": "127.0.0.1", "PGPORT": "\(place.cluster.port)", "PGUSER": "postgres",
        "PGDATABASE": "shop",
      ],
      directory: place.folder.path)
    #expect(again.exit == 0, "\(again.stderr)")
    #expect(try other.read(Self.lock) == first)
    // The order in which the user takes things out does not show.
    let yaml = try place.text()
    let parts = yaml.split(separator: "    # public.", omittingEmptySubsequences: false)
    #expect(parts.count > 4)
    try place.write(
      parts.enumerated().filter { !$0.element.hasPrefix("c ") }.map { String($0.element) }
        .joined(separator: "    # public."))
    #expect(try place("init").exit == 0)
    let settled = try place.text(Self.lock)
    #expect(settled.contains("\"excluded\" : [\n    {"))
    #expect(try place("init").exit == 0)
    #expect(try place.text(Self.lock) == settled)
    #expect(!settled.contains("127.0.0.1"))
  }
}
