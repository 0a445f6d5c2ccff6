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
  static func main() {
    // A subcommand is looked for behind the arguments of the tool itself, which takes a file.
    let words = CommandLine.arguments.dropFirst()
    if words.first == Replay.name { CommandBody.main(Replay.self, Array(words.dropFirst())) }
    if words.first == "help" {
      if words.dropFirst().first == Replay.name { CommandBody.main(Replay.self, ["--help"]) }
      CommandBody.main(BlinkRun.self, ["--help"])
    }
    CommandBody.main(BlinkRun.self)
  }

  static let configuration = CommandConfiguration(
    commandName: "blink-run",
    abstract: "Run a configuration as a stream of PostgreSQL changes.",
    usage: "blink-run [<options>] [<file>]",
    discussion: """
      Takes a snapshot if needed, then streams every change until stopped.
      Events go to the configured sink, or to standard output, one JSON object
      per line; everything else goes to standard error. SIGTERM or SIGINT
      delivers what was read and exits 0; a second one ends at once.

      Examples:
        blink-run                        run blink.yaml
        blink-run -c shop.yaml > events.jsonl
        blink-run --dry-run              check everything, change nothing
        blink-run --endpos current       catch up, then exit 0
        blink-run replay -c shop.yaml dead.jsonl
                                         send dead letters again

      Exit codes: 0 done, 1 unexpected, 2 the preflight refuses, 3 the
      configuration or the state, 4 cannot connect, 7 going on would skip
      data, 8 the sink is gone, 9 a value cannot be represented, 64 wrong use.
      """,
    version: "blink-run \(Version.text)", subcommands: [Replay.self])

  @OptionGroup(title: "Configuration file") var file: FileOptions
  @OptionGroup(title: "Run") var limits: RunLimitOptions
  @OptionGroup(title: "State") var state: StateOptions
  @OptionGroup(title: "State") var choices: ChoiceOptions
  @OptionGroup(title: "Output") var output: OutputOptions
  @OptionGroup(title: "Output") var log: LogOptions

  func run() throws {
    let stop = StopSignal()
    let reporter = ConsoleReporter(style: output.style(2), format: log.logFormat)
    try CommandBody.run(output) { () throws(Failure) in
      // Before signals are blocked: a pipe may have no writer yet.
      let configuration = try file.configuration(output.style(2), toRun: true)
      try Signals.install(stop)
      try stream(configuration, stop, reporter)
    } onFailure: { failure in
      reporter.finish()
      reporter.report(failure)
      return true
    }
  }

  private func stream(
    _ configuration: Configuration, _ stop: StopSignal, _ reporter: ConsoleReporter
  ) throws(Failure) {
    let parameters = try configuration.source.connectionParameters.withTransportRules()
    let options = options(PoisonPolicy(configuration, in: file.directory))
    let sink = try SinkFactory.make(
      configuration.sink, file: configuration.file, directory: file.directory,
      note: { reporter.report(LogEntry(.info, $0)) })
    if limits.dryRun {
      return try DryRun(
        configuration: configuration, parameters: parameters, options: options, stop: stop,
        sink: sink
      ).run(reporter)
    }
    let figures = RunFigures()
    var runner = try Runner(
      configuration: configuration, parameters: parameters, options: options, sink: sink,
      reporter: reporter, figures: figures, stop: stop)
    let watch = try ProgressWatch(figures, reporter)
    defer { watch.stop() }
    let judge = StartJudge(
      configuration: configuration, parameters: parameters, reporter: reporter)
    try runner.run { subject, sessions throws(Failure) in try judge.plan(subject, &sessions) }
  }

  private func options(_ poison: PoisonPolicy) -> RunOptions {
    var options = RunOptions()
    options.poison = poison
    options.endPosition = limits.endpos?.position
    options.wait = limits.wait?.duration ?? .zero
    if let interval = limits.catalogLook?.duration { options.lookInterval = interval }
    options.choices = choices.choices
    options.stateDirectory = state.path(beside: file.directory)
    options.stem = file.stem
    return options
  }
}
