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
    #expect(comments.stderr.contains("its comments follow the database"))
    #expect(try place.text().contains("# public.t: told | "))
    // Nothing but the files that init names.
    #expect(Set(try place.files().keys) == ["blink.yaml", ".blink", Self.lock, ".env.example"])
  }

  @Test func aFileThatInitDidNotWriteIsAdoptedOrLeft() throws {
    let place = try DatabaseFolder(
      TestCluster(), "shop",
      """
      CREATE TABLE taxi_rides (log_id int PRIMARY KEY, "timestamp" varchar, driver_id numeric NOT NULL, tip int);
      CREATE TABLE other (id int PRIMARY KEY);
      """)
    // The seed's example, as it is printed there.
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
    #expect(adopted.stderr.contains("adopted blink.yaml as it is"))
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

  @Test func whatCannotBeReadOrWrittenIs3AndChangesNothing() throws {
    let place = try DatabaseFolder(TestCluster(), "shop", "CREATE TABLE t (id int PRIMARY KEY)")
    #expect(try place("init").exit == 0)
    let lock = try place.text(Self.lock)
    let yaml = try place.text()
    try place.sql("ALTER TABLE t ADD num int")
    func refuses(_ what: String, says text: String) throws {
      let before = try place.files()
      for command in ["init", "diff"] {
        let outcome = try place(command)
        #expect(outcome.exit == 3, "\(what), \(command): \(outcome.exit) \(outcome.stderr)")
        #expect(outcome.stderr.contains(text), "\(what), \(command): \(outcome.stderr)")
      }
      #expect(try place.files() == before, "\(what)")
    }
    for damaged in [
      "", "{", "[]", "null", "<<<<<<< ours\n\(lock)", lock.replacing("\"oid\"", with: "\"iod\""),
      lock.replacing("Int32", with: "Int33"),
    ] {
      try place.write(damaged, to: Self.lock)
      try refuses("lock \(damaged.prefix(20))", says: "the lock is damaged")
    }
    try place.write(lock.replacing("\"version\" : 1", with: "\"version\" : 2"), to: Self.lock)
    try refuses("a newer lock", says: "newer blink-schema")
    try place.write("{\"version\": 7}", to: Self.lock)
    try refuses("a newer lock", says: "newer blink-schema")
    try place.write(lock, to: Self.lock)
    try place.write(yaml.replacing("columns:", with: "colums:"))
    try refuses("an invalid file", says: "colums")
    try place.write(yaml + "a: &x 1\n")
    try refuses("an anchor", says: "anchors")
    try place.write(yaml)
    #expect(try place("init").exit == 0)
  }

  @Test func linksAndReadOnlyPlacesAreNotWritten() throws {
    let place = try DatabaseFolder(TestCluster(), "shop", "CREATE TABLE t (id int PRIMARY KEY)")
    #expect(try place("init").exit == 0)
    try place.sql("ALTER TABLE t ADD num int")
    let manager = FileManager.default
    // A link: replacing it would cut it off from what it points to.
    try manager.moveItem(at: place.file("blink.yaml"), to: place.file("real.yaml"))
    try manager.createSymbolicLink(
      atPath: place.file("blink.yaml").path, withDestinationPath: "real.yaml")
    var before = try place.files()
    let linked = try place("init")
    #expect(linked.exit == 3)
    #expect(linked.stderr.contains("a link"))
    #expect(try place.files() == before)
    try manager.removeItem(at: place.file("blink.yaml"))
    try manager.moveItem(at: place.file("real.yaml"), to: place.file("blink.yaml"))
    before = try place.files()
    // root may write everywhere, so somebody else tries.
    try Self.ownedByNobody(place.folder.path, [".", ".blink", ".blink/blink.lock.json"])
    for (mode, target) in [(0o444, "blink.yaml"), (0o555, ".")] {
      let path = place.file(target).path
      let old = try #require(try manager.attributesOfItem(atPath: path)[.posixPermissions])
      try manager.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
      let outcome = try Self.runAsNobody(place, ["init", "--no-env-file"])
      try manager.setAttributes([.posixPermissions: old], ofItemAtPath: path)
      #expect(outcome.exit == 3, "\(target): \(outcome.stderr)")
      #expect(outcome.stderr.contains("cannot be written"), "\(outcome.stderr)")
      #expect(try place.files() == before, "\(target)")
    }
    #expect(try place("init").exit == 0)
  }

  /// Gives a folder and what is in it to somebody without rights, if we are root.
  private static func ownedByNobody(_ folder: String, _ names: [String]) throws {
    guard geteuid() == 0 else { return }
    let outcome = try Program.run("/bin/chown", ["-R", "nobody", folder])
    guard outcome.exit == 0 else { throw SupportError(outcome.stderr) }
  }

  private static func runAsNobody(
    _ place: DatabaseFolder, _ arguments: [String]
  ) throws -> Program.Outcome {
    guard geteuid() == 0 else { return try place.run(arguments) }
    // The binary may stand where only root can look.
    let copy = NSTemporaryDirectory() + "blink-schema-" + UUID().uuidString
    try FileManager.default.copyItem(atPath: BlinkBinary.schema.path, toPath: copy)
    defer { try? FileManager.default.removeItem(atPath: copy) }
    return try Program.run(
      "/usr/bin/setpriv",
      ["--reuid=nobody", "--regid=nogroup", "--clear-groups", copy] + arguments,
      environment: [
        "DATABASE_HOST": "127.0.0.1", "DATABASE_PORT": "\(place.cluster.port)",
        "DATABASE_USER": "postgres", "DATABASE_NAME": place.database,
      ], directory: place.folder.path)
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

  @Test func aTableThatIsNotAdmittedFollowsAndIsUncommentedWhenItHasAKey() throws {
    let place = try DatabaseFolder(
      TestCluster(), "shop", "CREATE TABLE t (id int PRIMARY KEY); CREATE TABLE log (line text)")
    #expect(try place("init").exit == 0)
    #expect(try place.text().contains("# then uncomment:\n    # - stream: log\n"))
    try place.sql("ALTER TABLE log ADD id int PRIMARY KEY")
    let outcome = try place("init")
    #expect(outcome.exit == 0)
    #expect(outcome.stderr.contains("public.log has a replica identity now: uncomment it"))
    // The comment in its place is what a first run would write.
    let text = try place.text()
    #expect(text.contains("# to stream it, uncomment:\n    # - stream: log\n"))
    #expect(text.contains("    #     - name: id\n"))
    #expect(!text.contains("REPLICA IDENTITY FULL"))
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    let start = try #require(lines.firstIndex { $0 == "    # - stream: log" })
    let end = lines[(start + 1)...].firstIndex { !$0.hasPrefix("    #   ") } ?? lines.endIndex
    let admitted = lines[start..<end].map { "    " + $0.dropFirst(6) }
    try place.write(
      (lines[..<start] + admitted.map { Substring($0) } + lines[end...]).joined(separator: "\n"))
    #expect(try place("lint").exit == 0)
    try place.sql("ALTER TABLE log ADD more int")
    #expect(try place("init").exit == 0)
    #expect(try place.text().contains("        - name: more\n"))
    #expect(try place("diff").exit == 0)
    // Dropped while it stood there as a comment: the comment goes, too.
    try place.sql("CREATE TABLE bare (num int)")
    #expect(try place("init").exit == 0)
    #expect(try place.text().contains("# - stream: bare"))
    try place.sql("DROP TABLE bare")
    #expect(try place("init").exit == 0)
    #expect(try !place.text().contains("bare"))
  }

  @Test func partitionsAndRenamedSchemas() throws {
    let place = try DatabaseFolder(
      TestCluster(), "shop",
      """
      CREATE SCHEMA old; CREATE TABLE old.m (id int, day date, PRIMARY KEY (id, day)) PARTITION BY RANGE (day);
      CREATE TABLE old.m1 PARTITION OF old.m FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
      CREATE TABLE t (id int PRIMARY KEY);
      """)
    #expect(try place("init").exit == 0)
    // A partition more is nothing to say of the whole.
    try place.sql(
      "CREATE TABLE old.m2 PARTITION OF old.m FOR VALUES FROM ('2027-01-01') TO ('2028-01-01')")
    #expect(try place("diff").exit == 0)
    #expect(try place("init").stderr.contains("is up to date"))
    try place.sql("ALTER SCHEMA old RENAME TO \"new.one\"; ALTER TABLE \"new.one\".m ADD num int")
    try place.replace("- stream: old.m", "- stream: 'old.m'  # mine")
    let outcome = try place("init")
    #expect(outcome.exit == 0, "\(outcome.stderr)")
    #expect(try place.text().contains("- stream: \"\\\"new.one\\\".m\"  # mine\n"))
    #expect(try place.text().contains("- name: num\n"))
    #expect(try place("lint").exit == 0)
    #expect(try place("diff").exit == 0)
  }

  @Test func aDatabaseRestoredElsewhereIsKnownByItsNames() throws {
    let source = try DatabaseFolder(
      TestCluster(), "shop",
      """
      CREATE TABLE a (id int PRIMARY KEY, num int, gone int); CREATE TABLE b (id int PRIMARY KEY);
      CREATE TABLE c (id int PRIMARY KEY); ALTER TABLE a DROP gone; ALTER TABLE a ADD last text;
      """)
    #expect(try source("init").exit == 0)
    try source.replace(
      "- name: num\n          databrewType: Int32", "- name: num\n          databrewType: Int64")
    try source.replace(
      """
          - stream: b
            columns:
              - name: id
                databrewType: Int32
                nativeConnectorType: integer
                pk: true
                nullable: false

      """, "")
    #expect(try source("init").exit == 0)
    // Another cluster: other numbers for tables and, as dropped columns do not move, for columns.
    let target = try DatabaseFolder(TestCluster(), "shop", "CREATE TABLE takes_a_number (id int)")
    try target.sql(try source.cluster.dump("shop"))
    for (name, data) in try source.files() where name != ".blink" {
      let file = target.file(name)
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try data.write(to: file)
    }
    try target.sql("DROP TABLE takes_a_number; ALTER TABLE c ADD num int")
    #expect(
      try DiffReport(try target("diff", "--format", "json").stdout).lines.filter {
        !$0.hasPrefix("unlisted")
      } == ["compatible column-added c.num"])
    let before = try target.text()
    let merged = try target("init")
    #expect(merged.exit == 0, "\(merged.stderr)")
    #expect(merged.stderr.contains("1 change merged"))
    #expect(try target.text().contains("- name: num\n          databrewType: Int64"))
    #expect(try !target.text().contains("stream: b\n"))
    #expect(try target.text() != before)
    // From now on the numbers are those of the new cluster, and renames are seen again.
    try target.sql("ALTER TABLE a RENAME last TO final; ALTER TABLE b RENAME TO b2")
    let renamed = try target("init")
    #expect(renamed.stderr.contains("a.last renamed to final"))
    #expect(try !target.text().contains("b2"))
    #expect(try target("diff").exit == 0)
  }

  @Test func conflictsAreToldAndResolved() throws {
    let place = try DatabaseFolder(
      TestCluster(), "shop",
      "CREATE TABLE orders (id int PRIMARY KEY, total int, note text); CREATE TABLE t (id int PRIMARY KEY)"
    )
    #expect(try place("init").exit == 0)
    try place.replace(
      "- name: total\n          databrewType: Int32", "- name: total\n          databrewType: Int64"
    )
    try place.sql("ALTER TABLE orders ALTER total TYPE uuid USING NULL, DROP note")
    let before = try place.files()
    let conflict = try place("init")
    #expect(conflict.exit == 6)
    #expect(conflict.stdout == "")
    #expect(
      conflict.stderr.contains(
        """
        blink.yaml:17:25: conflict: orders.total: databrewType
            file:     Int64 (you wrote it over integer)
            database: uuid, which is UUID (was integer)
        """))
    #expect(conflict.stderr.contains("1 conflict; nothing is written"))
    #expect(try place("init", "--dry-run").exit == 6)
    #expect(try place("init", "--with", "grants").exit == 6)
    #expect(try place.files() == before)
    #expect(try place("init", "--ours", "--theirs").exit == 64)
    let ours = try place("init", "--ours")
    #expect(ours.exit == 0)
    #expect(ours.stderr.contains("Int64 stays, but cannot hold uuid"))
    #expect(try place.text().contains("databrewType: Int64"))
    #expect(try place("diff").stdout.contains("override-incompatible"))
    for (name, data) in before where name != ".blink" { try data.write(to: place.file(name)) }
    #expect(try place("init", "--theirs").exit == 0)
    #expect(try place.text().contains("- name: total\n          databrewType: UUID"))
    #expect(try place("diff").exit == 0)
  }

  @Test func whereNothingIsLeftOnlyTheUserDecides() throws {
    let place = try DatabaseFolder(TestCluster(), "shop", "CREATE TABLE t (id int PRIMARY KEY)")
    #expect(try place("init").exit == 0)
    let before = try place.files()
    try place.sql("DROP TABLE t; CREATE TABLE other (id int PRIMARY KEY)")
    for arguments in [["init"], ["init", "--theirs"]] {
      let outcome = try place.run(arguments)
      #expect(outcome.exit == 6)
      #expect(outcome.stderr.contains("every stream"))
      #expect(try place.files() == before)
    }
    let added = try place("init", "--new", "add", "--dry-run")
    #expect(added.exit == 0, "\(added.stderr)")
    let ours = try place("init", "--ours")
    #expect(ours.exit == 0)
    #expect(ours.stderr.contains("t stays, but is not in the database"))
    #expect(try place.text().contains("    - stream: t\n"))
    // A stream of which every column was dropped.
    try place.sql(
      "DROP TABLE other; CREATE TABLE t (id int PRIMARY KEY, num int); CREATE TABLE u (id int PRIMARY KEY)"
    )
    #expect(try place("init", "--new", "add").exit == 0)
    try place.replace(
      """
              - name: id
                databrewType: Int32
                nativeConnectorType: integer
                pk: true
                nullable: false
          # public.u
      """,
      """
              - name: num
                databrewType: Int32
                nativeConnectorType: integer
                pk: false
                nullable: true
          # public.u
      """)
    #expect(try place("init").exit == 0)
    try place.sql("ALTER TABLE t DROP num")
    let emptied = try place("init")
    #expect(emptied.exit == 6, "\(emptied.stderr)")
    #expect(emptied.stderr.contains("names only columns that were dropped"))
    #expect(try place("init", "--ours", "--dry-run").exit == 0)
    let theirs = try place("init", "--theirs")
    #expect(theirs.exit == 0, "\(theirs.stderr)")
    #expect(try !place.text().contains("    - stream: t\n"))
    #expect(try place("diff").exit == 0)
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
    #expect(hidden.stderr.contains("t.pin stays, but cannot be streamed"))
    #expect(try place.text().contains("- name: pin\n"))
    #expect(try reader("diff").exit == 2)
  }

  @Test func columnsThatWereLeftOutComeIn() throws {
    var place = try DatabaseFolder(
      TestCluster(), "shop",
      """
      CREATE TABLE t (id int PRIMARY KEY, pin text, g int GENERATED ALWAYS AS (1) STORED, z int);
      CREATE ROLE reader LOGIN; GRANT SELECT (id, g, z) ON t TO reader;
      """)
    place.user = "reader"
    #expect(try place("init").exit == 0)
    #expect(try place.text().contains("# pin left out"))
    try place.sql("GRANT SELECT ON t TO reader; ALTER TABLE t ALTER g DROP EXPRESSION")
    let outcome = try place("init")
    #expect(outcome.exit == 0, "\(outcome.stderr)")
    let text = try place.text()
    #expect(!text.contains("left out"))
    // As a first run would write it now.
    #expect(try place("init", "--print").stdout == text)
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
