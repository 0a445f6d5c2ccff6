import Foundation
import Support
import Testing

/// What `init --with` writes, used as it says.
@Suite struct DeploymentTests {
  private static let schema = #"""
    CREATE SCHEMA "Other: s";
    CREATE TABLE a (id int PRIMARY KEY, v text, twice int GENERATED ALWAYS AS (id * 2) STORED);
    CREATE TABLE "a:b" (id int PRIMARY KEY, ":role" text);
    CREATE TABLE "Other: s"."Weird ""name""" (id int PRIMARY KEY, "x""é" text);
    CREATE TABLE "new
    \q line -- '" (id int PRIMARY KEY, "$$" text);
    CREATE TABLE "\! echo :'role' ${HOME}" (id int PRIMARY KEY, v text);
    CREATE TABLE log (line text);
    CREATE TABLE p (id int PRIMARY KEY, v text) PARTITION BY RANGE (id);
    CREATE TABLE p1 PARTITION OF p FOR VALUES FROM (1) TO (100);
    """#

  /// `init` as this role; the cluster asks nobody for a password.
  private func initialise(
    _ cluster: TestCluster, _ arguments: [String], in folder: TemporaryDirectory,
    user: String = "postgres"
  ) throws -> Program.Outcome {
    try BlinkBinary.schema.run(
      ["init"] + arguments,
      environment: [
        "PGHOST": "127.0.0.1", "PGPORT": "\(cluster.port)", "PGUSER": user,
        "PGDATABASE": "postgres",
      ], directory: folder.path)
  }

  private func files(_ folder: TemporaryDirectory) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
  }

  @Test func theLeastPrivilegedRoleRunsTheWholePipeline() throws {
    let cluster = try TestCluster()
    try cluster.psql(Self.schema + "INSERT INTO a (id, v) VALUES (1, 'old')")
    let folder = try TemporaryDirectory()
    let made = try initialise(cluster, ["shop.yaml", "--with", "all", "--write-env"], in: folder)
    #expect(made.exit == 0, "\(made.stderr)")
    #expect(made.stderr.contains("wrote grants.sql"))

    // Twice the same, and everything it verifies holds.
    let grants = folder.path + "/grants.sql"
    let outcomes = try [cluster.psql(file: grants), cluster.psql(file: grants)]
    for outcome in outcomes {
      #expect(outcome.exit == 0, "\(outcome.stderr)")
      #expect(outcome.stderr == "")
      #expect(outcome.stdout.contains(" blink | t     | t         | t"))
      #expect(outcome.stdout.contains("(6 rows)"))
      #expect(!outcome.stdout.contains("| f"))
    }
    #expect(outcomes[1].stdout.contains("CREATE") == false)
    let rights = try cluster.psql(
      "SELECT rolsuper, rolbypassrls, rolcreatedb, rolpassword FROM pg_authid WHERE rolname = 'blink'"
    )
    #expect(rights == "f|f|f|")
    #expect(
      try cluster.psql("SELECT has_table_privilege('blink', 'log', 'SELECT')") == "f",
      "more is granted than is streamed")

    // .env has the rest.
    let environment = ["DATABASE_USER": "blink"]
    func tool(_ binary: BlinkBinary, _ arguments: [String]) throws -> Program.Outcome {
      try binary.run(arguments, environment: environment, directory: folder.path)
    }
    let doctor = try tool(.schema, ["doctor", "shop.yaml"])
    #expect(doctor.exit == 0, "\(doctor.stdout)\(doctor.stderr)")
    let snapshot = try tool(.run, ["shop.yaml", "--endpos", "current"])
    #expect(snapshot.exit == 0, "\(snapshot.stderr)")
    #expect(try Materialised(snapshot.stdout).lines(of: "a") == [#"{"id":1,"v":"old"}"#])
    try cluster.psql(
      #"""
      INSERT INTO a (id, v) VALUES (2, 'new'); UPDATE p SET v = ''; INSERT INTO p VALUES (7, 'p');
      INSERT INTO "a:b" VALUES (1, 'b'); INSERT INTO "Other: s"."Weird ""name""" VALUES (1, 'w');
      INSERT INTO "new
      \q line -- '" VALUES (1, 'n'); INSERT INTO "\! echo :'role' ${HOME}" VALUES (1, 'e');
      """#)
    let stream = try tool(.run, ["shop.yaml", "--endpos", "current"])
    #expect(stream.exit == 0, "\(stream.stderr)")
    #expect(stream.stdout.components(separatedBy: "\"insert\"").count == 7, "\(stream.stdout)")

    try takenAway(cluster, folder, environment)
  }

  /// cleanup.sql leaves a slot in use alone, and otherwise nothing.
  private func takenAway(
    _ cluster: TestCluster, _ folder: TemporaryDirectory, _ environment: [String: String]
  ) throws {
    let cleanup = folder.path + "/cleanup.sql"
    let left = """
      SELECT (SELECT count(*) FROM pg_replication_slots), (SELECT count(*) FROM pg_publication)
      """
    let running = try BlinkBinary.run.start(
      ["shop.yaml"], environment: environment, directory: folder.path)
    #expect(
      try eventually(30) {
        try cluster.psql("SELECT count(*) FROM pg_replication_slots WHERE active") == "1"
      })
    let refused = try cluster.psql(file: cleanup)
    #expect(refused.exit == 3)
    #expect(refused.stderr.contains("is in use, nothing was dropped"))
    #expect(try cluster.psql(left) == "1|1")
    running.signal(SIGTERM)
    #expect(try running.wait() == 0)
    for _ in 0..<2 {
      let outcome = try cluster.psql(file: cleanup)
      #expect(outcome.exit == 0, "\(outcome.stderr)")
      #expect(try cluster.psql(left) == "0|0")
    }
  }

  @Test func onlyWhatInitMayReadIsGranted() throws {
    let cluster = try TestCluster()
    try cluster.psql(
      """
      CREATE TABLE partly (id int PRIMARY KEY, v text, pin text); CREATE TABLE whole (id int PRIMARY KEY);
      CREATE ROLE reader LOGIN; GRANT SELECT (id, v) ON partly TO reader; GRANT SELECT ON whole TO reader;
      INSERT INTO partly VALUES (1, 'v', 'secret'); CREATE ROLE rds_replication;
      """)
    let folder = try TemporaryDirectory()
    let made = try initialise(
      cluster, ["--with", "grants", "--write-env"], in: folder, user: "reader")
    #expect(made.exit == 0, "\(made.stderr)")
    #expect(
      try folder.read("grants.sql").contains(
        #"GRANT SELECT ("id", "v") ON TABLE "public"."partly" TO :"role";"#))
    let grants = folder.path + "/grants.sql"

    // On RDS the right to replicate is a membership.
    let role = #"it's "rds" :x"#
    for _ in 0..<2 {
      let outcome = try cluster.psql(file: grants, variables: ["role=\(role)"])
      #expect(outcome.exit == 0, "\(outcome.stderr)")
    }
    #expect(
      try cluster.psql(
        """
        SELECT r.rolname, r.rolreplication, pg_has_role(r.oid, 'rds_replication', 'MEMBER')
          FROM pg_roles r WHERE r.rolname LIKE 'it%'
        """) == "\(role)|f|t")
    try cluster.psql("ALTER ROLE rds_replication RENAME TO other")

    #expect(try cluster.psql(file: grants, variables: ["role=cdc"]).exit == 0)
    #expect(
      try cluster.psql("SELECT has_column_privilege('cdc', 'partly', 'pin', 'SELECT')") == "f")
    let outcome = try BlinkBinary.run.run(
      ["--endpos", "current"], environment: ["DATABASE_USER": "cdc"], directory: folder.path)
    #expect(outcome.exit == 0, "\(outcome.stderr)")
    #expect(outcome.stdout.contains(#""data":{"id":1,"v":"v"}"#))
    #expect(!outcome.stdout.contains("secret"))
  }

  /// Only a role that may make roles can do the first half, only the tables' owner the second.
  @Test func theOwnerGoesOnWhereTheAdministratorStopped() throws {
    let cluster = try TestCluster()
    try cluster.psql(
      """
      CREATE ROLE app LOGIN; GRANT CREATE ON DATABASE postgres TO app; CREATE SCHEMA s AUTHORIZATION app;
      SET ROLE app; CREATE TABLE s.t (id int PRIMARY KEY);
      CREATE TABLE s.log (line text); ALTER TABLE s.log ENABLE ROW LEVEL SECURITY;
      """)
    let folder = try TemporaryDirectory()
    let made = try initialise(
      cluster, ["--with", "grants", "--include-keyless"], in: folder, user: "app")
    #expect(made.exit == 0, "\(made.stderr)")
    let text = try folder.read("grants.sql")
    #expect(text.contains(#"--   ALTER TABLE "s"."log" REPLICA IDENTITY FULL;"#))
    #expect(text.contains(#"--   ALTER ROLE :"role" BYPASSRLS;"#))
    let grants = folder.path + "/grants.sql"
    let refused = try cluster.psql(file: grants, user: "app")
    #expect(refused.exit == 3)
    #expect(refused.stderr.contains("permission denied"))
    try cluster.psql("CREATE ROLE blink LOGIN REPLICATION")
    let outcome = try cluster.psql(file: grants, user: "app")
    #expect(outcome.exit == 0, "\(outcome.stderr)")
    #expect(!outcome.stdout.contains("| f"))
    #expect(try cluster.psql("SELECT count(*) FROM pg_publication_tables") == "2")
  }

  @Test func filesAreWrittenAllOrNone() throws {
    let cluster = try TestCluster()
    try cluster.psql("CREATE TABLE t (id int PRIMARY KEY)")
    let all = ["--with", "compose,systemd", "--with", "all", "--write-env"]
    let first = try TemporaryDirectory()
    #expect(try initialise(cluster, all, in: first).exit == 0)
    let names = try files(first)
    #expect(
      names == [
        ".blink", ".env", ".env.example", "Dockerfile", "blink-run.service", "blink.yaml",
        "ci-drift.yaml", "cleanup.sql", "docker-compose.yaml", "grants.sql", "k8s.yaml",
        "postgresql.conf.snippet",
      ])
    let mode = try FileManager.default.attributesOfItem(atPath: first.path + "/.env")
    #expect(mode[.posixPermissions] as? Int == 0o600)

    let second = try TemporaryDirectory()
    try second.write("k8s.yaml", "mine")
    try second.write(".env", "DATABASE_PASSWORD=mine")
    let refused = try initialise(cluster, all, in: second)
    #expect(refused.exit == 6)
    #expect(refused.stderr.contains("k8s.yaml, .env"), "\(refused.stderr)")
    #expect(try files(second) == [".env", "k8s.yaml"])
    #expect(try second.read(".env") == "DATABASE_PASSWORD=mine")

    // The same text is no conflict, and nobody asked for the example.
    try second.write("k8s.yaml", first.read("k8s.yaml"))
    try second.write(".env", first.read(".env"))
    try second.write(".env.example", "mine")
    let again = try initialise(cluster, all, in: second)
    #expect(again.exit == 0, "\(again.stderr)")
    #expect(again.stderr.contains("unchanged: .env.example"))
    #expect(!again.stderr.contains("k8s.yaml"))
    for name in names where name != ".env.example" && name != ".blink" {
      #expect(try second.read(name) == first.read(name), "\(name) differs")
    }

    let plain = try TemporaryDirectory()
    #expect(try initialise(cluster, [], in: plain).exit == 0)
    #expect(try files(plain) == [".blink", ".env.example", "blink.yaml"])
  }

  @Test func theServersSettingsAreOnes() throws {
    let cluster = try TestCluster(settings: ["wal_level": "replica"])
    try cluster.psql("CREATE TABLE t (id int PRIMARY KEY)")
    let folder = try TemporaryDirectory()
    #expect(try initialise(cluster, ["--with", "grants"], in: folder).exit == 0)
    let file = try #require(
      FileHandle(forWritingAtPath: cluster.dataDirectory + "/postgresql.conf"))
    file.seekToEndOfFile()
    file.write(Data(try folder.read("postgresql.conf.snippet").utf8))
    try file.close()
    cluster.forget(settings: ["wal_level", "max_wal_senders", "max_replication_slots"])
    try cluster.restart()
    #expect(try cluster.psql("SHOW wal_level; SHOW max_slot_wal_keep_size") == "logical\n10GB")
  }
}
