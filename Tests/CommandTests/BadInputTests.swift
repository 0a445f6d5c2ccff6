import Foundation
import Support
import Testing

/// What is wrong with files, variables, connection strings, command lines and paths, as a user
/// sees it: exit code and message; nothing on standard output, and nothing left behind.
@Suite struct BadInputTests {
  private static let good = """
    service:
      stream_schema:
        - {stream: t, columns: [{name: id, databrewType: Int32, pk: true}]}
    source:
      driver: postgres_cdc
      config: {host: 127.0.0.1, port: 1, user: "${USER_NAME:-u}", database: "${DATABASE:-d}"}
    """

  private func folder(_ yaml: String = good) throws -> TemporaryDirectory {
    let folder = try TemporaryDirectory()
    try folder.write("blink.yaml", yaml)
    return folder
  }

  /// Runs a line of a shell script that knows both tools.
  private func shell(
    _ script: String, in folder: TemporaryDirectory, _ environment: [String: String] = [:]
  ) throws -> Program.Outcome {
    let tools = [
      "SCHEMA": BlinkBinary.schema.path, "RUN": BlinkBinary.run.path, "PATH": "/usr/bin:/bin",
      "LANG": "C.UTF-8",
    ]
    return try Program.run(
      "/bin/bash", ["-c", script], environment: tools.merging(environment) { $1 },
      directory: folder.path)
  }

  @Test(arguments: [
    ("%YAML 3.0\n---\na: 1\n", "blink.yaml:1:1: error: "), ("text\n", "a mapping is expected"),
    ("- a\n", "a mapping is expected, not a list"), ("a: *b\n", "[yaml-alias]"),
    ("a: !!python/x b\n", "[yaml-tag]"), ("a: 1\na: 2\n", "first is in line 1"),
    ("a: 1\n---\nb: 2\n", "[yaml-documents]"), ("\u{FEFF}", "the file is empty"),
    (good.replacing("port: 1", with: "port: 9223372036854775808"), "from 1 to 65535"),
    (good.replacing("port: 1", with: "port: .inf"), "from 1 to 65535"),
    (good.replacing("port: 1", with: "publication: \(String(repeating: "p", count: 64))"), "63"),
    (good.replacing("port: 1", with: "stream_snapshot: yes"), "hint: write true"),
    (good.replacing("stream: t", with: "stream: a.b.c"), "blink.yaml:3:16: error: "),
  ])
  func files(yaml: String, message: String) throws {
    let folder = try folder(yaml)
    let outcome = try BlinkBinary.run.run([], directory: folder.path)
    #expect(outcome.exit == 3)
    #expect(outcome.stdout == "")
    #expect(outcome.stderr.contains(message), "\(outcome.stderr)")
    #expect(outcome.stderr.components(separatedBy: "error:").count == 3, "\(outcome.stderr)")
    #expect(!FileManager.default.fileExists(atPath: folder.path + "/.blink"))
  }

  /// Whatever a variable holds is a value, never YAML and never another variable.
  @Test(arguments: [
    ("a: b # c ]}", "a: b # c ]}"), ("a\nport: 2", "a\nport: 2"), ("${USER_NAME}", "${USER_NAME}"),
    ("'\"$x%", "'\"$x%"),
  ])
  func variables(value: String, expected: String) throws {
    let folder = try folder()
    let outcome = try BlinkBinary.schema.run(
      ["doctor", "--format", "json"], environment: ["DATABASE": value, "USER_NAME": value],
      directory: folder.path)
    #expect(outcome.exit == 4)
    #expect(try target(outcome) == ["127.0.0.1", "1", expected, expected])
    let nested = try self.folder(Self.good.replacing("${DATABASE:-d}", with: "${${DATABASE}}"))
    let inner = try BlinkBinary.schema.run(
      ["doctor", "--format", "json"], environment: ["DATABASE": value], directory: nested.path)
    #expect(try target(inner)[2] == "${\(value)}")
  }

  private func target(_ outcome: Program.Outcome) throws -> [String?] {
    let report = try JSONSerialization.jsonObject(with: Data(outcome.stdout.utf8))
    let target = (report as? [String: Any])?["target"] as? [String: Any]
    return ["host", "port", "database", "user"].map { target?[$0] as? String }
  }

  @Test(arguments: [
    ("postgresql://u@[::1]:1/x", 4, "::1"), ("host=127.0.0.1 port=1 options='-c a=b c'", 4, ""),
    ("postgresql://u:canary%3A%40%2F%23%3F@127.0.0.1:1/x", 4, "127.0.0.1"),
    ("postgresql://u:canary%00@127.0.0.1:1/x", 64, ""), ("postgresql://u:canary@[::1/x", 64, ""),
    ("postgresql://u:canary%zz@127.0.0.1:1/x", 64, ""), ("host=a pasword=canary", 64, ""),
    ("postgresql://127.0.0.1:1/x?sslmode=Disable", 3, ""),
    ("host=a,127.0.0.1 sslmode=prefer", 3, ""),
    ("host=127.0.0.1 port=99999", 4, "127.0.0.1"),
  ])
  func connectionStrings(conninfo: String, exit: Int32, host: String) throws {
    let folder = try TemporaryDirectory()
    let outcome = try BlinkBinary.schema.run(
      ["doctor", "--format", "json", "-d", conninfo], directory: folder.path)
    #expect(outcome.exit == exit, "\(outcome.stderr)")
    #expect(!(outcome.stdout + outcome.stderr).contains("canary"))
    let report = try JSONSerialization.jsonObject(with: Data(outcome.stdout.utf8)) as? [String: Any]
    #expect(report?["ok"] as? Bool == false)
    #expect(report?["exit"] as? Int32 == exit)
    if !host.isEmpty { #expect(try target(outcome)[0] == host) }
    let text = try BlinkBinary.schema.run(["init", "-d", conninfo], directory: folder.path)
    #expect(text.exit == exit)
    #expect(text.stdout == "" && text.stderr.contains("error: ") && text.stderr.contains("fix: "))
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == [])
  }

  @Test(arguments: [
    ("$RUN --endpos=", 64, "Missing value"), ("$RUN --wait= x", 64, "is invalid"),
    ("$RUN --dry-run=yes", 64, "--dry-run"), ("$RUN -- --x.yaml", 3, "--x.yaml"),
    ("$RUN --lenient --lenient nofile", 3, "nofile"), ("$RUN -c a -c nofile", 3, "nofile"),
    (#"$RUN $'\xff.yaml'"#, 3, "cannot be read"), (#"$SCHEMA $'\xff'"#, 64, "error: "),
    ("env -u HOME $SCHEMA doctor -d 'host=127.0.0.1 port=1 user=u'", 4, "connecting to u"),
    ("mkdir d; cd d; rmdir ../d; $RUN", 3, "blink.yaml"),
    ("mkdir d; cd d; rmdir ../d; $RUN /d", 3, "/d"),
    ("x=$(printf '%0100000d' 1); $RUN $x $x $x $x $x $x $x $x $x $x", 64, "error: "),
  ])
  func commandLines(script: String, exit: Int32, message: String) throws {
    let folder = try TemporaryDirectory()
    let outcome = try shell(script, in: folder)
    #expect(outcome.exit == exit, "\(outcome.stderr)")
    #expect(outcome.stderr.contains(message), "\(outcome.stderr.prefix(1000))")
    #expect(outcome.stderr.utf8.count < 20_000)
    if exit != 4 { #expect(outcome.stdout == "") }
  }

  @Test func pathsThatMayNotBeReadOrWritten() throws {
    let folder = try folder()
    try FileManager.default.createDirectory(
      atPath: folder.path + "/locked", withIntermediateDirectories: true,
      attributes: [.posixPermissions: 0o555])
    try folder.write("secret.yaml", Self.good)
    #expect(unsafe chmod(folder.path + "/secret.yaml", 0) == 0)
    // Root may do everything, unless it gives that up.
    let drop = geteuid() == 0 ? "setpriv --bounding-set=-all --inh-caps=-all " : ""
    for (script, message) in [
      ("$RUN secret.yaml", "Permission denied"), ("$SCHEMA lint secret.yaml", "secret.yaml"),
      ("$RUN --state-dir locked/state", "the state cannot be created: Permission denied"),
      ("$RUN --state-dir locked", "the state cannot be written: Permission denied"),
      ("$RUN --env-file secret.yaml", "secret.yaml"),
    ] {
      let outcome = try shell(drop + script, in: folder)
      #expect(outcome.exit == 3, "\(script): \(outcome.stderr)")
      #expect(outcome.stdout == "")
      #expect(outcome.stderr.contains(message), "\(outcome.stderr)")
    }
  }

  @Test func reportsAreJSONAlsoWhereNothingCouldBeLookedAt() throws {
    let folder = try folder("x: 1")
    for arguments in [
      ["lint", "nofile"], ["lint"], ["lint", "--env-file", "nofile"], ["doctor"],
      ["doctor", "nofile"],
    ] {
      let outcome = try BlinkBinary.schema.run(
        arguments + ["--format", "json"], directory: folder.path)
      #expect(outcome.exit == 3)
      let report = try JSONSerialization.jsonObject(with: Data(outcome.stdout.utf8))
      let object = try #require(report as? [String: Any])
      #expect(object["schema_version"] as? Int == 1)
      #expect(object["ok"] as? Bool == false)
      #expect(
        (object[arguments[0] == "lint" ? "diagnostics" : "checks"] as? [Any])?.isEmpty == false)
    }
  }

  @Test func twoFirstRunsAtOnceAgreeOnASlotAndOneOfThemIsRefused() throws {
    let folder = try folder()
    let outcome = try shell(
      "$RUN --wait 3s & first=$!; $RUN --wait 3s; echo $?; wait $first; echo $?", in: folder)
    #expect(outcome.stdout.split(separator: "\n").sorted() == ["3", "4"])
    #expect(outcome.stderr.contains("another blink-run holds the state"))
    let files = try FileManager.default.contentsOfDirectory(atPath: folder.path + "/.blink/state")
    #expect(files.filter { $0.hasPrefix("blink.slot") } == ["blink.slot"])
    #expect(files.count { $0.hasSuffix(".lock") } == 1)
  }
}
