import ArgumentParser
import Options

/// The tool that looks at databases and configurations.
@main
struct BlinkSchema: ParsableCommand {
  static func main() { CommandBody.main(BlinkSchema.self) }

  static let configuration = CommandConfiguration(
    commandName: "blink-schema",
    abstract: "Write and check configurations for PostgreSQL change data capture.",
    discussion: """
      Examples:
        blink-schema init -d postgresql://me@db.example/shop   write blink.yaml
        blink-schema doctor                                    will CDC work here?
        blink-schema lint                                      is the file well formed?
      """,
    version: "blink-schema \(Version.text)",
    subcommands: [Init.self, Doctor.self, Diff.self, Lint.self, Types.self, Teardown.self])
}
