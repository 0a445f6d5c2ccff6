import Foundation
import Support
import Testing

/// docs/reference/commands.md holds the help texts as the tools print them.
@Suite struct HelpPageTests {
  private static let commands: [(BlinkBinary, [String])] = [
    (.schema, []), (.schema, ["init"]), (.schema, ["doctor"]), (.schema, ["lint"]),
    (.schema, ["types"]), (.schema, ["teardown"]), (.schema, ["diff"]), (.run, []),
    (.run, ["replay"]),
  ]

  @Test func thePageIsNotStale() throws {
    var page = "# Commands\n"
    for (tool, command) in Self.commands {
      let help = try tool.run(command + ["--help"], environment: ["COLUMNS": "80"])
      #expect(help.exit == 0)
      page +=
        "\n## \(([tool.rawValue] + command).joined(separator: " "))\n\n```\n\(help.stdout)```\n"
    }
    let path = Repository.file("docs/reference/commands.md").path
    if ProcessInfo.processInfo.environment["BLINK_RECORD"] == "1" {
      try page.write(toFile: path, atomically: true, encoding: .utf8)
    }
    #expect(
      (try? String(contentsOfFile: path, encoding: .utf8)) == page,
      "record it again with BLINK_RECORD=1 swift test --filter HelpPageTests")
  }
}
