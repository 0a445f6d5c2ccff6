import Foundation
import Support
import Testing

/// Tables that stand in the file as comments, or are not in it, and become streams.
@Suite struct InitAdmissionTests {
  private func place(_ setup: String) throws -> DatabaseFolder {
    try DatabaseFolder(TestCluster(), "shop", setup)
  }

  private func streams(_ place: DatabaseFolder) throws -> [String] {
    try place.text().components(separatedBy: "\n").filter { $0.hasPrefix("    - stream: ") }
      .map { $0.replacing("    - stream: ", with: "") }
  }

  private static let keyless = """
    CREATE TABLE t (id int PRIMARY KEY);
    CREATE TABLE a (v text); CREATE TABLE b (v text); CREATE TABLE c (v text)
    """

  @Test func inBulkOnceTheyHaveAnIdentity() throws {
    let place = try place(Self.keyless)
    #expect(try place("init").exit == 0)
    #expect(try streams(place) == ["t"])
    try place.sql("ALTER TABLE a REPLICA IDENTITY FULL; ALTER TABLE b REPLICA IDENTITY FULL")
    // Nobody is surprised: it is said, and done on request.
    #expect(try place("init").stderr.contains("or run init --new add"))
    #expect(try streams(place) == ["t"])
    let outcome = try place.run(["init", "--new", "add"])
    #expect(outcome.stderr.contains("public.a added: its comment became a stream"))
    #expect(try streams(place) == ["a", "b", "t"])
    #expect(try place("lint").exit == 0)
    #expect(try place("diff").exit == 0)
    #expect(try place("init").stderr.contains("is up to date"))
  }

  @Test func keylessOnesOnRequest() throws {
    let place = try place(Self.keyless)
    #expect(try place.run(["init", "--exclude-table", "c"]).exit == 0)
    #expect(try place("init").stderr.contains("is up to date"))
    #expect(try place.run(["init", "--include-keyless"]).exit == 0)
    // What chose the tables before still does.
    #expect(try streams(place) == ["a", "b", "t"])
    #expect(try place("lint").exit == 0)
    // An edited comment is its user's.
    try place.sql("CREATE TABLE d (v text)")
    #expect(try place("init").exit == 0)
    try place.replace("    # - stream: d", "    # - stream: d  # mine")
    let edited = try place.run(["init", "--include-keyless"])
    #expect(edited.stderr.contains("public.d: its comment was edited: uncomment it by hand"))
    #expect(try streams(place) == ["a", "b", "t"])
  }

  @Test func whatTheCommandLineNamesIsAdded() throws {
    let place = try place("CREATE TABLE t (id int PRIMARY KEY)")
    #expect(try place("init").exit == 0)
    try place.sql("CREATE TABLE b (id int PRIMARY KEY); CREATE TABLE c (id int PRIMARY KEY)")
    #expect(try place.run(["init", "-t", "b"]).exit == 0)
    #expect(try streams(place) == ["b", "t"])
    // Also one that stood there as a comment, and one that was taken out.
    #expect(try place.run(["init", "-n", "public"]).exit == 0)
    #expect(try place.text().contains("    # - stream: c\n"))
    #expect(try place.run(["init", "-t", "c"]).exit == 0)
    #expect(try streams(place) == ["b", "c", "t"])
    let text = try place.text()
    let start = try #require(text.range(of: "    # public.b |"))
    let end = try #require(text.range(of: "    # public.c |"))
    try place.write(String(text[..<start.lowerBound] + text[end.lowerBound...]))
    #expect(try place("init").exit == 0)
    #expect(try streams(place) == ["c", "t"])
    #expect(try place.run(["init", "-t", "b"]).exit == 0)
    #expect(try streams(place) == ["b", "c", "t"])
    #expect(try place("init").stderr.contains("is up to date"))
  }

  @Test func aColumnIsOneLine() throws {
    let place = try place(
      """
      CREATE TABLE t (id int PRIMARY KEY, "a,b]" int[], v varchar(9) NOT NULL, n numeric(12,2));
      COMMENT ON COLUMN t.v IS 'free, text'; CREATE TABLE bare (id int)
      """)
    #expect(try place.run(["init", "--compact"]).exit == 0)
    let text = try place.text()
    for line in [
      "        - {name: id, databrewType: Int32, nativeConnectorType: integer, pk: true, nullable: false}\n",
      #"        - {name: "a,b]", databrewType: List<Int64>, nativeConnectorType: "integer[]"}"#
        + "\n",
      "nativeConnectorType: varchar, nullable: false}  # free, text; character varying(9)\n",
      "    #     - {name: id, databrewType: Int32, nativeConnectorType: integer}\n",
    ] {
      #expect(text.contains(line), "\(text)")
    }
    #expect(try place("lint").exit == 0)
    #expect(try place("init").stderr.contains("is up to date"))
    // It stays so: new columns and tables, changed values and comments.
    try place.sql(
      """
      ALTER TABLE t ADD extra int, ALTER id TYPE bigint; COMMENT ON COLUMN t.v IS 'bound';
      CREATE TABLE u (id int PRIMARY KEY); ALTER TABLE bare REPLICA IDENTITY FULL;
      ALTER TABLE t RENAME n TO total
      """)
    #expect(try place.run(["init", "--new", "add"]).exit == 0)
    let merged = try place.text()
    for line in [
      "{name: id, databrewType: Int64, nativeConnectorType: bigint, pk: true, nullable: false}",
      "{name: extra, databrewType: Int32, nativeConnectorType: integer}", "}  # bound; character",
      "    - stream: u\n", "    - stream: bare\n", "{name: total, databrewType: String,",
    ] {
      #expect(merged.contains(line), "\(merged)")
    }
    #expect(!merged.contains("          databrewType:"))
    #expect(try place("init").stderr.contains("is up to date"))
    #expect(try place("diff").exit == 0)
  }

  /// A ConfigMap holds 1 MiB.
  @Test func aFileThatIsTooLargeForKubernetesIsToldSo() throws {
    let place = try place(
      """
      DO $$ BEGIN FOR i IN 1..60 LOOP
        EXECUTE (SELECT format('CREATE TABLE t%s (id int PRIMARY KEY, ', i) || string_agg(
          format('a_column_with_a_name_of_some_length_%s text', n), ', ') || ')'
          FROM generate_series(1, 120) n);
      END LOOP; END $$
      """)
    let large = try place.run(["init", "--with", "k8s"])
    #expect(large.exit == 0)
    #expect(large.stderr.contains("and a ConfigMap holds 1 MiB"), "\(large.stderr)")
    #expect(try place("init").stderr.contains("and a ConfigMap holds 1 MiB"))
    let small = try place.run(["init", "--with", "k8s", "--print"])
    #expect(small.exit == 64)
    let compact = try place.run(["init", "--compact", "--comments", "none", "other.yaml"])
    #expect(!compact.stderr.contains("ConfigMap"), "\(compact.stderr)")
  }
}
