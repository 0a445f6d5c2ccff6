import ArgumentParser
import Checks
import Delivery
import Diagnostics
import Options
import Pipeline
import Postgres
import Settings
import Sinks
import Start
import System

/// The tool that runs a configuration as a stream of changes.
@main
struct BlinkRun: ParsableCommand {
  static func main() { CommandBody.main(BlinkRun.self) }

  static let configuration = CommandConfiguration(
    commandName: "blink-run",
    abstract: "Run a configuration as a stream of PostgreSQL changes.",
    discussion: """
      Takes a snapshot if one is due, then streams every change until stopped.
      Events go to standard output, a JSON object a line; everything else to
      standard error. SIGTERM or SIGINT delivers what was read and exits 0; a
      second one ends at once.

      Examples:
        blink-run                             run blink.yaml
        blink-run -c shop.yaml > events.jsonl
        blink-run --dry-run                   check everything, leave nothing behind
        blink-run --endpos current            catch up, then exit 0

      Exit codes: 0 done, 1 unexpected, 2 the preflight says no, 3 configuration
      or state, 4 no session, 7 going on would skip data, 8 the sink is gone, 9 a
      value cannot be represented, 64 wrong use.
      """,
    version: "blink-run \(Version.text)")

  @OptionGroup var file: FileOptions
  @OptionGroup var output: OutputOptions
  @OptionGroup var log: LogOptions

  @Flag(
    help: ArgumentHelp(
      "Check everything, print what would be captured, and leave nothing behind."))
  var dryRun = false

  @Option(
    help: ArgumentHelp(
      "Stop once everything up to this position is delivered; `current` is the server's.",
      discussion:
        "Finding a settled `current` position may write one logical message into the WAL.",
      valueName: "lsn|current"))
  var endpos: EndPositionArgument?

  @Option(
    help: ArgumentHelp(
      "Keep trying an unreachable server for so long (500ms, 10s, 5m, 1h).",
      valueName: "duration"))
  var wait: DurationArgument?

  @OptionGroup var state: StateOptions

  @Option(
    help: ArgumentHelp(
      "Drop this slot and begin again with a snapshot.", valueName: "slot"))
  var resnapshot: String?

  @Option(
    help: ArgumentHelp(
      "Stream this existing slot from its confirmed position, without older rows.",
      valueName: "slot"))
  var adoptSlot: String?

  @Option(
    help: ArgumentHelp(
      "Go on although changes are lost; LSN is the one the error names.", valueName: "lsn"))
  var acceptGap: LSNArgument?

  @Option(
    help: ArgumentHelp(
      "Take the server with this system identifier for the one of the state.", valueName: "id"))
  var adoptSystem: String?

  func run() throws {
    let stop = StopSignal()
    let reporter = ConsoleReporter(style: output.style(2), format: log.logFormat)
    try CommandBody.run(output) { () throws(Failure) in
      try Signals.install(stop)
      try stream(stop, reporter)
    } onFailure: { failure in
      reporter.finish()
      reporter.report(failure)
      return true
    }
  }

  private func stream(_ stop: StopSignal, _ reporter: ConsoleReporter) throws(Failure) {
    let configuration = try file.configuration(output.style(2))
    try check(configuration)
    let parameters = try configuration.source.connectionParameters.withTransportRules()
    if dryRun {
      return try DryRun(
        configuration: configuration, parameters: parameters, options: options(), stop: stop
      ).run(reporter)
    }
    let figures = RunFigures()
    var runner = try Runner(
      configuration: configuration, parameters: parameters, options: options(),
      sink: StdoutSink(), reporter: reporter, figures: figures, stop: stop)
    let watch = try ProgressWatch(figures, reporter)
    defer { watch.stop() }
    let judge = StartJudge(
      configuration: configuration, parameters: parameters, reporter: reporter)
    try runner.run { subject, sessions throws(Failure) in try judge.plan(subject, &sessions) }
  }

  private func check(_ configuration: Configuration) throws(Failure) {
    if configuration.sink.driver != .stdout {
      throw Failure(
        .configuration, "sink driver \(configuration.sink.driver.rawValue) is not built yet",
        subject: configuration.file, remedies: ["use driver: stdout"])
    }
    switch configuration.source.plugin {
    case .auto, .pgoutput: break
    case .testDecoding, .wal2json:
      throw Failure(
        .configuration,
        "plugin \(configuration.source.plugin.rawValue) is not built yet",
        subject: configuration.file, remedies: ["use plugin: auto"])
    }
    if configuration.source.failover {
      throw Failure(
        .configuration, "failover: true is not built yet", subject: configuration.file,
        why: "the slot would not be there after a failover, although the file says so",
        remedies: ["take failover out of the file"])
    }
  }

  private func options() -> RunOptions {
    var options = RunOptions()
    options.endPosition = endpos?.position
    options.wait = wait?.duration ?? .zero
    options.choices.resnapshot = resnapshot
    options.choices.adoptSlot = adoptSlot
    options.choices.acceptGap = acceptGap?.lsn
    options.choices.adoptSystem = adoptSystem
    options.stateDirectory = state.path(beside: file.directory)
    options.stem = file.stem
    return options
  }
}
