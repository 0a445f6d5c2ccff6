import ArgumentParser
import Options

/// The tool that runs a configuration as a stream of changes.
@main
struct BlinkRun: ParsableCommand {
  static func main() {
    StandardStreams.secure()
    main(nil)
  }

  static let configuration = CommandConfiguration(
    commandName: "blink-run",
    abstract: "Run a configuration as a stream of PostgreSQL changes.",
    version: "blink-run \(Version.text)",
    subcommands: [Stream.self], defaultSubcommand: Stream.self)
}
