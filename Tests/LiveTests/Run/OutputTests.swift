import Foundation
import Support
import Testing

/// What people see: the progress line, and doctor's ways of telling.
@Suite struct OutputTests {
  private static let table = Fixture.stream("t", [("id", "Int32"), ("v", "String")])

  @Test func aTerminalShowsProgressAndAFileDoesNot() throws {
    let cluster = try TestCluster()
    try cluster.psql(
      "CREATE TABLE t (id int PRIMARY KEY, v text); INSERT INTO t SELECT g, repeat('v', 500) FROM generate_series(1, 200000) g"
    )
    let fixture = try Fixture(cluster, yaml: Fixture.yaml(Self.table))
    let log = fixture.folder.path + "/terminal"
    let outcome = try Program.run(
      "/usr/bin/script",
      ["-qec", "\(BlinkBinary.run.path) --endpos current > \(fixture.folder.path)/events", log],
      environment: fixture.environment.merging(["PATH": "/usr/bin:/bin", "TERM": "xterm"]) { $1 },
      directory: fixture.folder.path)
    #expect(outcome.exit == 0)
    let shown = try fixture.folder.read("terminal")
    #expect(shown.contains("0 of 1 table"))
    #expect(shown.contains("/s"))
    #expect(try fixture.folder.read("events").split(separator: "\n").count == 200_000)
    let plain = try fixture.run(["--endpos", "current"])
    #expect(!plain.stderr.contains("\u{1B}"))
  }

  @Test func doctorTellsShortLongAndForOtherProviders() throws {
    let cluster = try TestCluster(settings: ["wal_level": "replica", "max_wal_senders": "1"])
    try cluster.psql("CREATE TABLE t (id int PRIMARY KEY, v text)")
    let fixture = try Fixture(cluster, yaml: Fixture.yaml(Self.table))
    func doctor(_ arguments: [String]) throws -> Program.Outcome {
      try BlinkBinary.schema.run(
        ["doctor"] + arguments, environment: fixture.environment, directory: fixture.folder.path)
    }
    let quiet = try doctor(["-q"])
    #expect(quiet.exit == 2)
    #expect(quiet.stdout.hasPrefix("warning ") || quiet.stdout.hasPrefix("error "))
    #expect(quiet.stdout.contains("error wal-level wal_level is replica"))
    let full = try doctor(["-v"])
    #expect(full.stdout.contains("[✗] Server"))
    #expect(full.stdout.contains("blink-run would refuse to start"))
    #expect(try doctor(["--provider", "rds"]).stdout.contains("rds.logical_replication"))
    #expect(try doctor(["--provider", "azure"]).stdout.contains("az postgres"))
    #expect(try doctor(["--fail-on", "never"]).exit == 0)
    cluster.forget(settings: ["wal_level"])
    try cluster.psql("ALTER SYSTEM SET wal_level = 'logical'")
    try cluster.restart()
    #expect(try doctor([]).exit == 0)
    #expect(try doctor(["--fail-on", "warning"]).exit == 2)
    cluster.stop()
    let waiting = try BlinkBinary.schema.start(
      ["doctor", "--wait", "30s"], environment: fixture.environment, directory: fixture.folder.path)
    sleep(1)
    try cluster.restart()
    #expect(try waiting.wait() == 0)
  }

  @Test func reportsThatNobodyCanKeepAndFoldersThatNobodyMayWriteAreFailures() throws {
    let cluster = try TestCluster()
    try cluster.psql("CREATE TABLE t (id int PRIMARY KEY, v text)")
    let fixture = try Fixture(cluster, yaml: Fixture.yaml(Self.table))
    // Root may write everywhere, unless it gives that up.
    let drop = geteuid() == 0 ? "setpriv --bounding-set=-all --inh-caps=-all" : ""
    let conninfo = "postgresql://postgres@127.0.0.1:\(cluster.port)/postgres"
    for (script, exit) in [
      ("$SCHEMA doctor > /dev/full", 1), ("$RUN --dry-run > /dev/full", 1),
      ("$SCHEMA init --print -d \(conninfo) > /dev/full", 1),
      ("mkdir -m 555 r; \(drop) $SCHEMA init r/x.yaml -d \(conninfo)", 3),
    ] {
      let outcome = try Program.run(
        "/bin/bash", ["-c", script],
        environment: fixture.environment.merging([
          "PATH": "/usr/bin:/bin", "SCHEMA": BlinkBinary.schema.path, "RUN": BlinkBinary.run.path,
        ]) { $1 }, directory: fixture.folder.path)
      #expect(outcome.exit == Int32(exit), "\(script): \(outcome.stderr)")
      #expect(outcome.stdout == "")
    }
  }

  @Test func anotherSystemCanBeAdopted() throws {
    let cluster = try TestCluster()
    try cluster.psql("CREATE TABLE t (id int PRIMARY KEY, v text)")
    let fixture = try Fixture(cluster, yaml: Fixture.yaml(Self.table))
    #expect(try fixture.run(["--endpos", "current"]).exit == 0)
    let state = fixture.folder.path + "/.blink/state/s.json"
    let text = try String(contentsOfFile: state, encoding: .utf8)
    let own = try cluster.psql("SELECT system_identifier FROM pg_control_system()")
    try text.replacingOccurrences(of: own, with: "42").write(
      toFile: state, atomically: true, encoding: .utf8)
    #expect(try fixture.run(["--endpos", "current"]).exit == 7)
    #expect(try fixture.run(["--endpos", "current", "--adopt-system", "1"]).exit == 7)
    #expect(try fixture.run(["--endpos", "current", "--adopt-system", own]).exit == 0)
    #expect(try fixture.run(["--endpos", "current"]).exit == 0)
    try "damaged".write(toFile: state, atomically: true, encoding: .utf8)
    #expect(try fixture.run(["--endpos", "current"]).exit == 3)
  }

  @Test func closedStreamsNeverLetEventsIntoAnotherFile() throws {
    let cluster = try TestCluster()
    try cluster.psql("CREATE TABLE t (id int PRIMARY KEY, v text); INSERT INTO t VALUES (1, 'a')")
    let fixture = try Fixture(cluster, yaml: Fixture.yaml(Self.table))
    let closed = try Program.run(
      "/bin/bash", ["-c", "\(BlinkBinary.run.path) --endpos current 0>&- >&-"],
      environment: fixture.environment.merging(["PATH": "/usr/bin:/bin"]) { $1 },
      directory: fixture.folder.path)
    #expect(closed.exit == 8, "\(closed.stderr)")
    let quiet = try Program.run(
      "/bin/bash", ["-c", "\(BlinkBinary.run.path) --endpos current 0>&- 2>&-"],
      environment: fixture.environment.merging(["PATH": "/usr/bin:/bin"]) { $1 },
      directory: fixture.folder.path)
    #expect(quiet.exit == 0)
    #expect(quiet.stdout.split(separator: "\n").count == 1)
  }
}
