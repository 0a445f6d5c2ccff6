import Foundation
import Support
import Testing

/// `blink-schema init` on a terminal.
@Suite struct InteractiveInitTests {
  private func environment(_ cluster: TestCluster) -> [String: String] {
    [
      "PGHOST": "127.0.0.1", "PGPORT": "\(cluster.port)", "PGUSER": "postgres",
      "PGDATABASE": "postgres", "NO_COLOR": "1",
    ]
  }

  private func start(
    _ cluster: TestCluster, _ folder: TemporaryDirectory, _ arguments: [String] = [],
    more: [String: String] = [:]
  ) throws -> TerminalProgram {
    try BlinkBinary.schema.onTerminal(
      ["init"] + arguments, environment: environment(cluster).merging(more) { $1 },
      directory: folder.path)
  }

  /// Takes the flags that the terminal shows, and runs them in a shell as they stand there.
  private func repeated(
    _ screen: String, _ cluster: TestCluster, in folder: TemporaryDirectory
  ) throws -> Program.Outcome {
    let marker = "to skip the questions, add these flags: "
    guard let start = screen.range(of: marker)?.upperBound,
      let flags = screen[start...].split(separator: "\r\n").first
    else { throw SupportError("no flags:\n\(screen)") }
    return try Program.run(
      "/bin/bash", ["-c", "\(BlinkBinary.schema.path) init \(flags)"],
      environment: environment(cluster).merging(["LANG": "C.UTF-8", "PATH": "/usr/bin:/bin"]) {
        $1
      }, directory: folder.path)
  }

  @Test func answersAreFlags() throws {
    let cluster = try TestCluster()
    try cluster.psql(
      """
      CREATE SCHEMA sales; CREATE SCHEMA "a.b";
      CREATE TABLE a (id int PRIMARY KEY); CREATE TABLE log (line text);
      CREATE TABLE sales.b (id int PRIMARY KEY); CREATE TABLE "a.b"."x.y" (id int PRIMARY KEY);
      CREATE TABLE "a.b"."it's
      *" (id int PRIMARY KEY); INSERT INTO a SELECT generate_series(1, 1000); ANALYZE;
      """)
    for (schemas, tables) in [("1-2", "!1"), ("", "2"), ("all", "")] {
      let folder = try TemporaryDirectory()
      let program = try start(cluster, folder)
      try program.expect("  1  a.b          2\r\n")
      try program.expect("Which schemas? ")
      program.type("7\n")
      try program.expect("invalid answer")
      try program.expect("Which schemas? ")
      program.type(schemas + "\n")
      try program.expect("equivalent to ")
      try program.expect("~1000")
      try program.expect("Which tables? ")
      program.type(tables + "\n")
      try program.expect("equivalent to ")
      try program.expect("Write blink.yaml: ")
      #expect(!FileManager.default.fileExists(atPath: folder.path + "/blink.yaml"))
      program.type("\n")
      #expect(try program.wait() == 0, "\(program.screen)")
      #expect(program.stdout == "")
      #expect(!program.screen.contains("it's\n"))
      let text = try folder.read("blink.yaml")
      let second = try TemporaryDirectory()
      let outcome = try repeated(program.screen, cluster, in: second)
      #expect(outcome.exit == 0, "\(outcome.stderr)\n\(program.screen)")
      #expect(try second.read("blink.yaml") == text, "\(program.screen)")
    }
  }

  @Test func leavingWritesNothing() throws {
    let cluster = try TestCluster()
    try cluster.psql("CREATE TABLE a (id int PRIMARY KEY); CREATE TABLE k (id int)")
    for (typed, question, exit) in [
      ("\u{4}", "Which tables? ", 1), ("\u{3}", "Which tables? ", nil),
      ("none\n", "Which tables? ", 5), ("n\n", "Write blink.yaml: ", 1),
      ("\u{4}", "Write blink.yaml: ", 1),
    ] as [(String, String, Int32?)] {
      let folder = try TemporaryDirectory()
      let program = try start(cluster, folder)
      if question.hasPrefix("Write") {
        try program.expect("Which tables? ")
        program.type("\n")
      }
      try program.expect(question)
      program.type(typed)
      let code = try program.wait()
      #expect(exit == nil ? code != 0 : code == exit, "\(program.screen)")
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == [])
    }
  }

  @Test func nobodyIsAskedWithoutNeed() throws {
    let cluster = try TestCluster()
    try cluster.psql("CREATE TABLE a (id int PRIMARY KEY); CREATE TABLE k (id int)")
    for (arguments, more) in [
      (["--no-input"], [:]), ([], ["CI": "true"]), (["--print"], [:]),
    ] as [([String], [String: String])] {
      let folder = try TemporaryDirectory()
      let program = try start(cluster, folder, arguments, more: more)
      #expect(try program.wait() == 0)
      #expect(!program.screen.contains("Which"))
      #expect(!program.screen.contains("[Y/n]"))
    }
  }

  @Test func aMergeIsShownBeforeItIsWritten() throws {
    let cluster = try TestCluster()
    try cluster.psql("CREATE TABLE a (id int PRIMARY KEY)")
    let folder = try TemporaryDirectory()
    let first = try start(cluster, folder)
    try first.expect("Write blink.yaml: 1 stream? [Y/n] ")
    first.type("\n")
    #expect(try first.wait() == 0)
    let before = try folder.read("blink.yaml")
    try cluster.psql("ALTER TABLE a ADD COLUMN note text")
    let variables = [
      "DATABASE_HOST": "127.0.0.1", "DATABASE_PORT": "\(cluster.port)",
      "DATABASE_USER": "postgres", "DATABASE_NAME": "postgres",
    ]
    for (typed, exit) in [("no\n", 1), ("y\n", 0)] as [(String, Int32)] {
      let program = try start(cluster, folder, more: variables)
      try program.expect("\n+        - name: note\r\n")
      try program.expect("Write blink.yaml? [Y/n] ")
      #expect(try folder.read("blink.yaml") == before)
      program.type(typed)
      #expect(try program.wait() == exit, "\(program.screen)")
    }
    #expect(try folder.read("blink.yaml").contains("- name: note\n"))
    // Nothing to merge, nothing to ask.
    #expect(try start(cluster, folder, more: variables).wait() == 0)
  }
}
