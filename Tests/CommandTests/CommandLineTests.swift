import Foundation
import Support
import Testing

/// Both tools as a user calls them: help, versions, mistakes, and where output goes.
@Suite struct CommandLineTests {
  private static let good = """
    service:
      stream_schema:
        - stream: t
          columns:
            - {name: id, databrewType: Int32, pk: true}
    source:
      driver: postgres_cdc
      config: {host: "${BLINK_TEST_HOST}", database: shop, slot_name: s}
    """

  private func folder(_ yaml: String = good) throws -> TemporaryDirectory {
    let folder = try TemporaryDirectory()
    try folder.write("blink.yaml", yaml)
    return folder
  }

  @Test(arguments: [
    (BlinkBinary.schema, []), (.schema, ["init"]), (.schema, ["doctor"]), (.schema, ["lint"]),
    (.schema, ["types"]), (.schema, ["teardown"]), (.schema, ["diff"]), (.run, []),
    (.run, ["replay"]),
  ])
  func helpHasExamples(tool: BlinkBinary, command: [String]) throws {
    let outcome = try tool.run(command + ["--help"])
    #expect(outcome.exit == 0)
    #expect(outcome.stdout.contains("USAGE"))
    #expect(outcome.stdout.contains(tool.rawValue))
    #expect(outcome.stdout.contains("Examples:"))
    #expect(outcome.stderr == "")
    #expect(try tool.run(command + ["-h"]).stdout == outcome.stdout)
  }

  @Test func helpIsNoFile() throws {
    for (words, flags) in [(["help"], ["--help"]), (["help", "replay"], ["replay", "--help"])] {
      let outcome = try BlinkBinary.run.run(words)
      #expect(outcome.exit == 0)
      #expect(try outcome.stdout == BlinkBinary.run.run(flags).stdout)
    }
  }

  @Test func aMisspelledCommandNamesTheNearest() throws {
    for (word, meant) in [("docter", "doctor"), ("int", "init"), ("difff", "diff")] {
      let outcome = try BlinkBinary.schema.run([word])
      #expect(outcome.exit == 64)
      let first = outcome.stderr.components(separatedBy: "\n").first
      #expect(first == "error: Unexpected argument '\(word)'. Did you mean '\(meant)'?")
    }
    #expect(try !BlinkBinary.schema.run(["zzzzzz"]).stderr.contains("Did you mean"))
  }

  @Test func blinkRunShowsEverythingInItsOwnHelp() throws {
    let help = try BlinkBinary.run.run(["--help"]).stdout
    for part in ["blink-run [<options>] [<file>]", "Exit codes:", "--endpos", "--resnapshot", "-c"]
    {
      #expect(help.contains(part), "\(part)")
    }
  }

  @Test func whatCannotBeWrittenIsNotDone() throws {
    let folder = try folder()
    let tools = [("SCHEMA", BlinkBinary.schema.path), ("RUN", BlinkBinary.run.path)]
    func run(_ script: String) throws -> Program.Outcome {
      try Program.run(
        "/bin/bash", ["-c", script],
        environment: Dictionary(uniqueKeysWithValues: tools).merging(["BLINK_TEST_HOST": "h"]) {
          $1
        },
        directory: folder.path)
    }
    for command in [
      "$SCHEMA lint", "$SCHEMA types", "$SCHEMA types --format json", "$SCHEMA --help",
      "$RUN --version",
    ] {
      let full = try run("\(command) > /dev/full")
      #expect(full.exit == 1, "\(command)")
      #expect(full.stderr.contains("standard output cannot be written: No space"), "\(command)")
      // A reader that has seen enough is nobody's mistake.
      let gone = try run("mkfifo f; exec 3<>f; exec 4>f 3<&-; rm f; \(command) >&4")
      #expect(gone.exit == 1 && gone.stderr == "", "\(command): \(gone.stderr)")
    }
  }

  @Test func whatWasTypedCannotMoveTheCursor() throws {
    for (tool, arguments) in [
      (BlinkBinary.schema, ["lint", "--x\u{1B}[31m"]), (.run, ["--endpos", "\u{1B}[31m"]),
      (.schema, ["\u{1B}[31m"]), (.schema, ["types", "a\u{9B}31m"]),
    ] {
      let outcome = try tool.run(arguments)
      #expect(outcome.exit == 64)
      #expect(outcome.stdout == "")
      #expect(outcome.stderr.contains("\\x1b[31m") || outcome.stderr.contains("\\xc2\\x9b31m"))
      #expect(!outcome.stderr.unicodeScalars.contains { $0 == "\u{1B}" || $0 == "\u{9B}" })
    }
  }

  @Test(arguments: [BlinkBinary.schema, .run])
  func versionsAndCompletions(tool: BlinkBinary) throws {
    #expect(try tool.run(["--version"]).stdout == "\(tool.rawValue) 0.1.0\n")
    let script = try tool.run(["--generate-completion-script", "bash"])
    let folder = try TemporaryDirectory()
    let file = try folder.write("completion", script.stdout)
    #expect(try Program.run("/bin/bash", ["-n", file]).exit == 0)
    #expect(script.stdout.contains(tool.rawValue))
  }

  @Test(arguments: [
    (BlinkBinary.schema, ["lint", "--nonsense"]), (.run, ["--nonsense"]),
    (.run, ["--endpos", "x"]),
    (.run, ["--wait", "10"]), (.run, ["a.yaml", "-c", "b.yaml"]), (.schema, ["lint", "a", "b"]),
    (.schema, ["nonsense"]), (.schema, ["doctor", "--format", "xml"]),
    (.run, ["--accept-gap", "12"]),
    (.schema, ["init", "--id", "-1"]), (.schema, ["init", "--slot", "Bad"]),
    (.schema, ["lint", "--env-file", "x", "--no-env-file"]), (.run, ["--endpos"]),
  ])
  func wrongUseIs64(tool: BlinkBinary, arguments: [String]) throws {
    let folder = try folder()
    let outcome = try tool.run(arguments, directory: folder.path)
    #expect(outcome.exit == 64)
    #expect(outcome.stdout == "")
    #expect(!outcome.stderr.isEmpty)
  }

  @Test func filesThatCannotBeRead() throws {
    let folder = try folder()
    try folder.write("empty.yaml", "")
    let loop = folder.path + "/loop"
    try FileManager.default.createSymbolicLink(atPath: loop, withDestinationPath: loop)
    for path in [folder.path, "/dev/zero", "missing.yaml", loop, "empty.yaml"] {
      let began = Date()
      let outcome = try BlinkBinary.run.run([path], directory: folder.path, timeout: 5)
      #expect(outcome.exit == 3, "\(path)")
      #expect(outcome.stdout == "")
      #expect(outcome.stderr.contains("error"))
      #expect(Date().timeIntervalSince(began) < 2)
    }
  }

  @Test func lintTellsPlacesAndJSON() throws {
    let folder = try folder(Self.good.replacingOccurrences(of: "slot_name", with: "slot_nam"))
    let text = try BlinkBinary.schema.run(["lint"], directory: folder.path)
    #expect(text.exit == 3)
    #expect(text.stderr == "")
    #expect(text.stdout.contains("blink.yaml:8:"))
    #expect(text.stdout.contains("[unknown-key]"))
    #expect(text.stdout.contains("did you mean slot_name?"))
    let json = try BlinkBinary.schema.run(["lint", "--format", "json"], directory: folder.path)
    #expect(json.exit == 3)
    let object = try #require(
      try JSONSerialization.jsonObject(with: Data(json.stdout.utf8)) as? [String: Any])
    #expect(object["schema_version"] as? Int == 1)
    #expect(object["ok"] as? Bool == false)
    let entries = try #require(object["diagnostics"] as? [[String: Any]])
    let entry = try #require(entries.first { $0["code"] as? String == "unknown-key" })
    #expect(
      Set(entry.keys)
        == ["severity", "code", "path", "file", "line", "column", "message", "hint"])
    #expect(entry["line"] as? Int == 8)
    #expect(entry["path"] as? String == "source.config.slot_nam")
  }

  @Test func lintKnowsTheChecksOfDoctor() throws {
    let folder = try folder(
      Self.good + """

        doctor:
          ignore:
            - primary-key
            - wal-levl
            - {id: nonsense, subject: public.t}

        """)
    let text = try BlinkBinary.schema.run(["lint"], directory: folder.path)
    // The variable has no value, which is the third.
    #expect(text.exit == 0)
    #expect(text.stdout.contains("[unknown-check]") && text.stdout.contains("3 warnings"))
    #expect(text.stdout.contains("did you mean wal-level?"))
    #expect(text.stdout.contains("doctor --list prints the ids"))
    #expect(!text.stdout.contains("`primary-key`"))
  }

  @Test func lintPrintsTheSchemaWithoutAFile() throws {
    let folder = try TemporaryDirectory()
    let outcome = try BlinkBinary.schema.run(["lint", "--schema"], directory: folder.path)
    #expect(outcome.exit == 0)
    #expect(outcome.stderr == "")
    let object = try #require(
      try JSONSerialization.jsonObject(with: Data(outcome.stdout.utf8)) as? [String: Any])
    #expect(object["$schema"] as? String == "https://json-schema.org/draft/2020-12/schema")
    for more in [["x.yaml"], ["--env"], ["--format", "json"]] {
      let wrong = try BlinkBinary.schema.run(
        ["lint", "--schema"] + more, directory: folder.path)
      #expect(wrong.exit == 64)
      #expect(wrong.stdout == "")
    }
  }

  @Test func lenientAndVariables() throws {
    let folder = try folder(Self.good + "\nextra: 1")
    #expect(try BlinkBinary.schema.run(["lint"], directory: folder.path).exit == 3)
    #expect(try BlinkBinary.schema.run(["lint", "--lenient"], directory: folder.path).exit == 0)
    let strict = try BlinkBinary.schema.run(["lint", "--lenient", "--env"], directory: folder.path)
    #expect(strict.exit == 3)
    #expect(strict.stdout.contains("BLINK_TEST_HOST"))
    try folder.write(".env", "BLINK_TEST_HOST=a.example\n")
    #expect(
      try BlinkBinary.schema.run(["lint", "--lenient", "--env"], directory: folder.path).exit == 0)
    #expect(
      try BlinkBinary.schema.run(
        ["lint", "--lenient", "--env", "--no-env-file"], directory: folder.path
      ).exit == 3)
    try folder.write("other.env", "broken line\n")
    let broken = try BlinkBinary.schema.run(
      ["lint", "--env-file", "other.env"], directory: folder.path)
    #expect(broken.exit == 3)
    #expect(broken.stderr.contains("other.env:1:1"))
  }

  @Test func coloursFollowTheFlagAndNoColor() throws {
    let folder = try folder("x: 1")
    func colours(_ arguments: [String], _ environment: [String: String] = [:]) throws -> Bool {
      try BlinkBinary.schema.run(
        ["lint"] + arguments, environment: environment, directory: folder.path
      ).stdout.contains("\u{1B}[")
    }
    #expect(try !colours([]))
    #expect(try colours(["--color", "always"]))
    #expect(try colours(["--color", "always"], ["NO_COLOR": "1"]))
    #expect(try !colours(["--color", "never"]))
    #expect(try !colours([], ["NO_COLOR": "1"]))
  }

  @Test func aPasswordIsNeverShown() throws {
    let folder = try folder(
      Self.good.replacingOccurrences(
        of: "database: shop", with: "database: shop, password: canary-pw"))
    let environment = ["BLINK_TEST_HOST": "127.0.0.1", "PGPORT": "1"]
    for (tool, arguments) in [
      (BlinkBinary.run, []), (.run, ["--dry-run"]), (.schema, ["doctor"]), (.schema, ["lint"]),
      (.schema, ["doctor", "-d", "postgresql://u:canary-pw@127.0.0.1:1/x"]),
      (.schema, ["doctor", "-d", "postgresql://u:canary-pw@/x?bogus=1"]),
      (.schema, ["init", "x.yaml", "-d", "postgresql://u:canary%2Dpw@127.0.0.1:1/x"]),
    ] {
      let outcome = try tool.run(arguments, environment: environment, directory: folder.path)
      #expect(!(outcome.stdout + outcome.stderr).contains("canary"), "\(arguments)")
    }
    let bad = try BlinkBinary.schema.run(
      ["doctor", "-d", "postgresql://u:canary-pw@/x?bogus=1"], directory: folder.path)
    #expect(bad.exit == 64)
  }

  @Test func whatIsNotBuiltIsRefusedByLintAndRunAlike() throws {
    let folder = try folder(
      Self.good.replacingOccurrences(
        of: "slot_name: s", with: "slot_name: s, plugin: wal2json, failover: true")
        + "\nsink: {driver: postgres}\n")
    let environment = ["BLINK_TEST_HOST": "127.0.0.1", "PGPORT": "1"]
    let run = try BlinkBinary.run.run([], environment: environment, directory: folder.path)
    let lint = try BlinkBinary.schema.run(
      ["lint"], environment: environment, directory: folder.path)
    #expect(run.exit == 3)
    #expect(lint.exit == 3)
    #expect(!FileManager.default.fileExists(atPath: folder.path + "/.blink"))
    for words in [
      "blink.yaml:8:78: error: source.config.plugin: `wal2json` is not built yet [not-built]",
      "blink.yaml:8:88: error: source.config.failover: not built yet [not-built]",
      "blink.yaml:9:16: error: sink.driver: `postgres` is not built yet [not-built]",
    ] {
      #expect(run.stderr.contains(words), "\(run.stderr)")
      #expect(lint.stdout.contains(words), "\(lint.stdout)")
    }
    // Doctor looks at the server all the same; it cannot be reached here.
    let doctor = try BlinkBinary.schema.run(
      ["doctor"], environment: environment, directory: folder.path)
    #expect(doctor.stderr.contains("warning: source.config.failover: not built yet"))
  }

  @Test func aWeakSslmodeOffHostIsRefusedBeforeConnecting() throws {
    let folder = try folder(
      Self.good.replacingOccurrences(of: "slot_name: s", with: "slot_name: s, sslmode: prefer"))
    let outcome = try BlinkBinary.run.run(
      [], environment: ["BLINK_TEST_HOST": "db.example"], directory: folder.path)
    #expect(outcome.exit == 3)
    #expect(outcome.stderr.contains("sslmode=prefer"))
  }

  @Test func anUnreachableServerIsExitCode4() throws {
    let folder = try folder()
    let outcome = try BlinkBinary.run.run(
      [], environment: ["BLINK_TEST_HOST": "127.0.0.1", "PGPORT": "1"], directory: folder.path)
    #expect(outcome.exit == 4)
    #expect(outcome.stdout == "")
    #expect(outcome.stderr.contains("doctor"))
  }
}
