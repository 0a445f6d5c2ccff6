import ArgumentParser
import Options

/// How far a run goes, and how long it waits for the server.
struct RunLimitOptions: ParsableArguments {
  @Flag(help: "Check everything, print what would be captured, change nothing.")
  var dryRun = false

  @Option(
    help: ArgumentHelp(
      "Stop once everything up to this position is delivered; current is the server's.",
      discussion: """
        Finding a settled current position may write one logical message into
        the WAL.
        """,
      valueName: "lsn|current"))
  var endpos: EndPositionArgument?

  @Option(
    help: ArgumentHelp(
      "Keep trying an unreachable server for this long (500ms, 10s, 5m, 1h).",
      valueName: "duration"))
  var wait: DurationArgument?

  @Option(
    help: ArgumentHelp(
      "Look for replaced and unpublished tables this often while streaming (default 30s).",
      valueName: "duration"))
  var catalogLook: DurationArgument?
}
