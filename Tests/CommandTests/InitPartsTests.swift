@testable import blink_schema
import Diagnostics
import Foundation
import Postgres
import Support
import Templates
import Testing

@Suite("The parts of init that need no server")
struct InitPartsTests {
  @Test func theTemplateAsksForWhatInitGives() {
    #expect(
      Templates.configuration.names.sorted() == [
        "database", "id", "publication", "schema", "server", "service_streams", "slot",
        "source_streams",
        "transport", "version",
      ])
  }

  @Test func templatesReplaceNamesAndDropEmptyLines() {
    let template = Template(Array("a\n{{x}}\nb {{x}} ${A} {{ no }}\n{{y}}\n".utf8))
    #expect(template.names == ["x", "y"])
    #expect(template.text(["x": "", "y": "1\n2"]) == "a\nb  ${A} {{ no }}\n1\n2\n")
  }

  @Test(
    arguments: [
      ("plain", "plain"), ("/run/pg", "/run/pg"), ("", "''"), ("a b", "'a b'"),
      ("it's", "'it'\\''s'"), ("$(x)", "'$(x)'"), ("é", "'é'"),
    ])
  func shellWords(_ value: String, _ word: String) throws {
    #expect(ShellText.word(value) == word)
    let echoed = try Program.run("/bin/sh", ["-c", "printf %s \(word)"])
    #expect(echoed.stdout == value)
  }

  @Test func nextStepsNeverHoldAPassword() {
    let steps = NextSteps(host: "h", port: "5432", database: "d b", user: "u", file: "x y.yaml")
    #expect(
      steps.lines == [
        "next:", "  export DATABASE_HOST=h", "  export DATABASE_PORT=5432",
        "  export DATABASE_USER=u", "  export DATABASE_NAME='d b'",
        "  # and DATABASE_PASSWORD, unless it is in PGPASSWORD or ~/.pgpass",
        "  blink-schema doctor 'x y.yaml'", "  blink-run 'x y.yaml'",
      ])
    let short = NextSteps(
      host: "h", port: "5432", database: "d", user: "u", hasVariables: true)
    #expect(
      short.lines == [
        "next:", "  # add DATABASE_PASSWORD to .env, unless it is in PGPASSWORD or ~/.pgpass",
        "  blink-schema doctor", "  blink-run",
      ])
  }

  @Test(
    arguments: [
      ("host=/tmp", false, []), ("host=127.0.0.1", true, ["    ssl_required: true"]),
      ("host=db.example", true, ["    ssl_required: true"]),
      (
        "host=db.example sslmode=disable", false,
        ["    sslmode: disable  # not encrypted, as init was connected"]
      ),
      ("host=localhost sslmode=disable", false, []),
      (
        "host=db.example sslrootcert='/a b/root.crt' sslmode=verify-ca", true,
        [
          "    ssl_required: true", "    sslmode: verify-ca", "    sslrootcert: \"/a b/root.crt\"",
        ]
      ),
    ] as [(String, Bool, [String])])
  func theFileConnectsAsInitDid(_ conninfo: String, _ encrypted: Bool, _ lines: [String]) throws {
    let parameters = try ConnectionParameters(conninfo: conninfo).withTransportRules()
    #expect(ConfigurationText.transport(parameters, isEncrypted: encrypted) == lines)
  }

  @Test func slotNamesAreDerived() {
    #expect(SlotNames.derived("Shop-DB", 7) == "blink_shop_db_7")
    let long = SlotNames.derived(String(repeating: "é", count: 60), 12)
    #expect(long.utf8.count <= 63)
    #expect(long.hasSuffix("_12"))
    #expect(SlotNames.isValid(long))
  }

  @Test func gitIgnoreIsExtendedOnceAndOnlyInAWorkTree() throws {
    let folder = try TemporaryDirectory()
    #expect(GitIgnore.extend(in: folder.path) == .unchanged)
    #expect(!FileManager.default.fileExists(atPath: folder.path + "/.gitignore"))
    try FileManager.default.createDirectory(
      atPath: folder.path + "/.git", withIntermediateDirectories: false)
    try FileManager.default.createDirectory(
      atPath: folder.path + "/sub", withIntermediateDirectories: false)
    try folder.write(".gitignore", "*.log\n.env")
    #expect(GitIgnore.extend(in: folder.path) == .added([".blink/state/"]))
    #expect(try folder.read(".gitignore") == "*.log\n.env\n.blink/state/\n")
    #expect(GitIgnore.extend(in: folder.path) == .unchanged)
    #expect(GitIgnore.extend(in: folder.path + "/sub") == .added([".env", ".blink/state/"]))
    #expect(try folder.read("sub/.gitignore") == ".env\n.blink/state/\n")
  }
}
