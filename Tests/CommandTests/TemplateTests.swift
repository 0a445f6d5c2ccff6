@testable import blink_schema
import Drafting
import Foundation
import Postgres
import Settings
import Support
import Templates
import Testing

@Suite("The files that init writes, read by the programs they are for")
struct TemplateTests {
  private let context = TemplateContext(
    version: "1.2.3", file: "shop-eu.v2.yaml", stem: "shop-eu.v2", host: "db.example",
    port: "5432", user: "me", databaseName: "line\n\"shop\" ${HOME}", serverVersion: 150_000,
    slot: "_blink__shop_1_", drafter: SchemaDrafter(schema: "public"), entries: [])

  private func written(_ files: TemplateFile...) throws -> TemporaryDirectory {
    let folder = try TemporaryDirectory()
    for file in files { try folder.write(file.rawValue, file.text(context)) }
    return folder
  }

  @Test func everyTemplateIsWrittenByAKindAndFilled() {
    let named = TemplateKind.allCases.flatMap(\.files)
    #expect(Set(named).union([.variables]) == Set(TemplateFile.allCases))
    for file in TemplateFile.allCases {
      // A name without a value would stop here.
      let text = file.text(context)
      #expect(text.contains("1.2.3") || file == .example || file == .variables)
      #expect(!text.contains("\"shop\"\n"), "\(file): a name ends a line")
    }
  }

  @Test func compose() throws {
    let folder = try written(.compose, .dockerfile, .example)
    try folder.write(".env", "DATABASE_PASSWORD=from-the-file\n")
    let outcome = try Checker.run(
      "docker-compose", ["--profile", "local", "-f", "docker-compose.yaml", "config"], in: folder)
    #expect(outcome.exit == 0, "\(outcome.stderr)")
    #expect(outcome.stdout.contains("exec blink-run --wait 5m /etc/blink/shop-eu.v2.yaml"))
    #expect(outcome.stdout.contains("blink:1.2.3"))
    #expect(outcome.stdout.contains("POSTGRES_PASSWORD: from-the-file"))
    let schema = try Checker.run(
      "check-jsonschema", ["--builtin-schema", "vendor.compose-spec", "docker-compose.yaml"],
      in: folder)
    #expect(schema.exit == 0, "\(schema.stdout)")
    let image = try Checker.run("hadolint", ["Dockerfile"], in: folder)
    #expect(image.exit == 0, "\(image.stdout)")
  }

  @Test func systemd() throws {
    let folder = try written(.systemd)
    let outcome = try Checker.run("systemd-analyze", ["verify", "./blink-run.service"], in: folder)
    #expect(outcome.exit == 0, "\(outcome.stderr)")
    #expect(outcome.stderr == "")
    // Codes that time may heal are tried again: a refusal, no session, a sink that is gone.
    let unit = try folder.read("blink-run.service")
    #expect(unit.contains("\nRestartPreventExitStatus=3 7 9 64\n"))
    try folder.write(
      "blink-run.service",
      unit.replacingOccurrences(of: "Restart=on-failure", with: "Restart=perhaps"))
    let broken = try Checker.run("systemd-analyze", ["verify", "./blink-run.service"], in: folder)
    #expect(broken.stderr.contains("perhaps"), "the checker checks nothing")
  }

  @Test func kubernetes() throws {
    let folder = try written(.kubernetes)
    let outcome = try Checker.run("kubernetes-validate", ["--strict", "k8s.yaml"], in: folder)
    #expect(outcome.exit == 0, "\(outcome.stdout)\(outcome.stderr)")
    let text = try folder.read("k8s.yaml")
    #expect(text.contains("  name: blink-shop-1\n"))
    try folder.write(
      "k8s.yaml", text.replacingOccurrences(of: "replicas: 1", with: "replicas: one"))
    let broken = try Checker.run("kubernetes-validate", ["--strict", "k8s.yaml"], in: folder)
    #expect(broken.exit != 0, "the checker checks nothing")
  }

  @Test func drift() throws {
    let folder = try written(.drift)
    let outcome = try Checker.run(
      "check-jsonschema", ["--builtin-schema", "vendor.github-workflows", "ci-drift.yaml"],
      in: folder)
    #expect(outcome.exit == 0, "\(outcome.stdout)")
    let text = try folder.read("ci-drift.yaml")
    #expect(text.contains("DATABASE_PASSWORD: ${{ secrets.DATABASE_PASSWORD }}"))
  }

  @Test(
    arguments: [
      "plain", "/run/pg", "", "a b", "it's", "$(x) `x` $HOME", "é", "# x", "a \"b\" 'c' \\ $d",
      "two\nlines",
    ])
  func variablesReadBack(_ value: String) throws {
    let word = VariablesText.word(value)
    let parsed = try EnvFile.parse(Array("X=\(word)\n".utf8), file: "")
    #expect(parsed["X"] == value)
    if value.contains("\n") { return }
    let echoed = try Program.run("/bin/sh", ["-c", "X=\(word); printf %s \"$X\""])
    #expect(echoed.stdout == value)
  }

  @Test func theExampleHoldsNoValue() throws {
    let parsed = try EnvFile.parse(Array(TemplateFile.example.text(context).utf8), file: "")
    #expect(parsed.count == 5)
    #expect(Set(parsed.values) == [""])
    let filled = try EnvFile.parse(Array(TemplateFile.variables.text(context).utf8), file: "")
    #expect(filled["DATABASE_NAME"] == context.databaseName)
    #expect(filled["DATABASE_PASSWORD"] == "")
  }

  @Test(
    arguments: [
      ["--print", "--with", "grants"], ["--print", "--write-env"], ["--with", "nothing"],
      ["--with", "grants,,ci"], ["--with", ""], ["k8s.yaml", "--with", "k8s"],
      ["a b.yaml", "--with", "all"], ["-c", "-x.yaml", "--write-env"], [".env", "--write-env"],
    ])
  func wrongUseIs64(_ arguments: [String]) throws {
    let folder = try TemporaryDirectory()
    let outcome = try BlinkBinary.schema.run(["init"] + arguments, directory: folder.path)
    #expect(outcome.exit == 64, "\(outcome.stderr)")
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
  }
}
