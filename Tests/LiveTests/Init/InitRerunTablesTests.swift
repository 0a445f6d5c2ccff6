import Foundation
import Support
import Testing

/// Tables that need more than their columns merged.
@Suite struct InitRerunTablesTests {
  @Test func aTableThatIsNotAdmittedFollowsAndIsUncommentedWhenItHasAKey() throws {
    let place = try DatabaseFolder(
      TestCluster(), "shop", "CREATE TABLE t (id int PRIMARY KEY); CREATE TABLE log (line text)")
    #expect(try place("init").exit == 0)
    #expect(try place.text().contains("# then uncomment:\n    # - stream: log\n"))
    try place.sql("ALTER TABLE log ADD id int PRIMARY KEY")
    let outcome = try place("init")
    #expect(outcome.exit == 0)
    #expect(outcome.stderr.contains("public.log now has a replica identity: uncomment it"))
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
    for (name, data) in try source.files() {
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
}
