import Foundation
import Support
import Testing

/// Keys and replica identities that do not fit each other, as `init` and `doctor` tell them.
@Suite struct IdentityLiveTests {
  private func database(_ setup: String) throws -> Fixture {
    let cluster = try TestCluster(settings: ["max_slot_wal_keep_size": "20GB"])
    try cluster.psql(setup)
    return try Fixture(cluster, yaml: "")
  }

  /// Has a new file written, and takes it for the fixture's.
  private func `init`(_ fixture: Fixture, _ name: String = "new") throws -> Program.Outcome {
    let outcome = try BlinkBinary.schema.run(
      [
        "init", "--no-input", "-d", "host=127.0.0.1 port=\(fixture.cluster.port) user=postgres",
        "--slot", "s", "\(name).yaml",
      ], directory: fixture.folder.path)
    #expect(outcome.exit == 0, "\(outcome.stderr)")
    try fixture.folder.write("blink.yaml", try fixture.folder.read("\(name).yaml"))
    return outcome
  }

  @Test func aKeyWithAGeneratedColumnIsCommentedOut() throws {
    let fixture = try database(
      """
      CREATE TABLE other (id int PRIMARY KEY);
      CREATE TABLE g (a int NOT NULL, y int GENERATED ALWAYS AS (a * 2) STORED PRIMARY KEY, t text);
      CREATE TABLE u (a int NOT NULL UNIQUE, y int GENERATED ALWAYS AS (a * 2) STORED PRIMARY KEY);
      """)
    _ = try `init`(fixture)
    let file = try fixture.folder.read("blink.yaml")
    #expect(file.contains("    #     - name: a") && file.contains("    # - stream: g"), "\(file)")
    #expect(
      file.contains(
        "a primary key with the generated column y, which events do not contain:"))
    #expect(file.contains(#"ALTER TABLE "public"."g" REPLICA IDENTITY FULL;"#))
    let unique = #"ALTER TABLE "public"."u" REPLICA IDENTITY USING INDEX "u_a_key";"#
    #expect(file.contains(unique))
    #expect(try fixture.doctor().report.ownProblems == [])
    // What is printed admits it: the other key is then the key of events.
    try fixture.cluster.psql(unique)
    _ = try `init`(fixture, "admitted")
    #expect(try fixture.folder.read("blink.yaml").contains("    - stream: u\n"))
    #expect(try fixture.doctor().report.ownProblems == [])
    #expect(try fixture.run(["--endpos", "current"]).exit == 0)
    try fixture.cluster.psql("INSERT INTO u VALUES (1); UPDATE u SET a = 2; DELETE FROM u")
    let events = try fixture.run(["--endpos", "current"]).stdout
    #expect(events.contains(#""event":"delete""#), "\(events)")
    #expect(events.contains(#""key":{"a":2}"#), "\(events)")
  }

  @Test func suchAKeyInTheFileIsNoDriftThatNothingCures() throws {
    let fixture = try database(
      "CREATE TABLE g (a int NOT NULL, y int GENERATED ALWAYS AS (a * 2) STORED PRIMARY KEY)")
    try fixture.folder.write(
      "blink.yaml",
      Fixture.yaml(Fixture.stream("g", [("a", "Int32")])).replacing("pk: true", with: "pk: false"))
    let report = try fixture.doctor().report
    #expect(report.problem("drift-pk") == nil)
    let finding = try #require(report.problem("primary-key"))
    #expect(finding.why.contains("the replica identity has a generated column"))
    #expect(finding.remedies[0].text == #"ALTER TABLE "public"."g" REPLICA IDENTITY FULL;"#)
  }

  /// From 18 a publication can send stored generated columns: then they belong into the file.
  @Test func generatedColumnsThatArePublished() throws {
    let fixture = try database(
      "CREATE TABLE u (id int PRIMARY KEY, a int, g int GENERATED ALWAYS AS (a * 2) STORED)")
    guard Int(try fixture.cluster.psql("SHOW server_version_num")) ?? 0 >= 180_000 else { return }
    for publication in [
      "FOR TABLE u (id, g)", "FOR TABLE u WITH (publish_generated_columns = stored)",
      "FOR ALL TABLES WITH (publish_generated_columns = stored)",
    ] {
      try fixture.cluster.psql("DROP PUBLICATION IF EXISTS s; CREATE PUBLICATION s \(publication)")
      let printed = try BlinkBinary.schema.run(
        [
          "init", "--print", "--from-publication", "s", "-d",
          "host=127.0.0.1 port=\(fixture.cluster.port) user=postgres",
        ], directory: fixture.folder.path)
      #expect(printed.stdout.contains("- name: g\n"), "\(publication)")
      #expect(!printed.stdout.contains("# g left out"))
    }
  }

  /// A key with a generated column names rows as any other, if the publication sends the column.
  @Test func aKeyWithAGeneratedColumnThatIsPublished() throws {
    let fixture = try database(
      """
      CREATE TABLE g (a int NOT NULL, y int GENERATED ALWAYS AS (a * 2) STORED PRIMARY KEY);
      CREATE TABLE other (id int PRIMARY KEY);
      """)
    let isSent = Int(try fixture.cluster.psql("SHOW server_version_num")) ?? 0 >= 180_000
    let publications =
      isSent
      ? ["FOR TABLE g (a, y), other", "FOR ALL TABLES WITH (publish_generated_columns = stored)"]
      : ["FOR ALL TABLES"]
    for publication in publications {
      try fixture.cluster.psql("DROP PUBLICATION IF EXISTS p; CREATE PUBLICATION p \(publication)")
      let folder = try TemporaryDirectory()
      let outcome = try BlinkBinary.schema.run(
        [
          "init", "--no-input", "--from-publication", "p", "--slot", "s", "-d",
          "host=127.0.0.1 port=\(fixture.cluster.port) user=postgres",
        ], directory: folder.path)
      #expect(outcome.exit == 0, "\(outcome.stderr)")
      let file = try folder.read("blink.yaml")
      #expect(file.contains("    - stream: g\n") == isSent, "\(file)")
      #expect(file.contains("    # - stream: g\n") != isSent, "\(file)")
      try fixture.folder.write("blink.yaml", file)
      #expect(try fixture.run(["--endpos", "current", "--resnapshot", "s"]).exit == 0)
      try fixture.cluster.psql("INSERT INTO g VALUES (1); UPDATE g SET a = 2; DELETE FROM g")
      let events = try fixture.run(["--endpos", "current"]).stdout
      #expect(events.contains(#""event":"delete""#) == isSent, "\(events)")
      #expect(events.contains(#""key":{"y":4}"#) == isSent, "\(events)")
    }
  }

  @Test func anIdentityThatDoesNotContainTheKey() throws {
    let fixture = try database(
      """
      CREATE TABLE t (id int PRIMARY KEY, u text NOT NULL, a text); CREATE UNIQUE INDEX t_u ON t (u);
      ALTER TABLE t REPLICA IDENTITY USING INDEX t_u;
      CREATE TABLE p (id int, k int NOT NULL, u int NOT NULL, PRIMARY KEY (id, k))
        PARTITION BY LIST (k);
      CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1); CREATE UNIQUE INDEX p1_u ON p1 (u);
      ALTER TABLE p1 REPLICA IDENTITY USING INDEX p1_u;
      """)
    let told = try `init`(fixture).stderr
    #expect(told.contains("warning: the replica identity does not contain the key"), "\(told)")
    #expect(told.contains("public.p (id, k), public.t (id)"), "\(told)")
    #expect(try fixture.folder.read("blink.yaml").contains("old rows lack id of its key"))
    let found = try fixture.doctor().report.checks.filter { $0.id == "key-identity" }
    #expect(found.map(\.subject) == ["public.p1", "public.t"])
    #expect(found.map(\.status) == ["warning", "warning"])
    let dryRun = try fixture.run(["--dry-run"]).stdout
    #expect(dryRun.contains("  no key, since old rows do not contain it; before: the old u"))
    // Either remedy ends it: the key's own identity, or the identity's columns as the key.
    for finding in found {
      #expect(finding.remedies[0].text.hasSuffix("REPLICA IDENTITY DEFAULT;"))
      #expect(finding.remedies[1].text.hasPrefix("pk: true on exactly u"))
    }
    try fixture.cluster.psql(found[0].remedies[0].text)
    let file = try fixture.folder.read("blink.yaml")
    let start = try #require(file.range(of: "    - stream: t\n"))
    let stream = file[start.lowerBound...].replacing("pk: true", with: "pk: maybe")
      .replacing("pk: false\n          nullable: f", with: "pk: true\n          nullable: f")
      .replacing("pk: maybe", with: "pk: false")
    try fixture.folder.write("blink.yaml", String(file[..<start.lowerBound]) + stream)
    #expect(try fixture.doctor().report.ownProblems == [])
  }
}
