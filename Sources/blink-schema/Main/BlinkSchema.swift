import ArgumentParser
import Options

/// The tool that looks at databases and configurations.
@main
struct BlinkSchema: ParsableCommand {
  static func main() { CommandBody.main(BlinkSchema.self) }

  static let configuration = CommandConfiguration(
    commandName: "blink-schema",
    abstract: "Write and check configurations for PostgreSQL change data capture.",
    usage: "blink-schema <subcommand> [<options>]",
    discussion: """
      Examples:
        blink-schema init -d postgresql://me@db.example/shop   write a file
        blink-schema doctor                                    check the server
        blink-schema lint                                      check the file
      """,
    version: "blink-schema \(Version.text)",
    subcommands: [Init.self, Doctor.self, Diff.self, Lint.self, Types.self, Teardown.self])
}
