import ArgumentParser
import Checks
import Diagnostics
import Options
import Postgres
import Settings

/// Says whether CDC will work.
struct Doctor: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Will change data capture work here? Every finding with its remedy.",
    discussion: """
      Changes nothing. Without a file it looks at the server and the role only.

      Examples:
        blink-schema doctor
        blink-schema doctor shop.yaml --format json
        blink-schema doctor -d postgresql://me@db.example/shop

      Exit codes: 0 ready, 2 findings, 3 the file is invalid, 4 no session, 64 wrong use.
      """)

  /// What decides the exit code.
  enum FailOn: String, ExpressibleByArgument, CaseIterable { case error, warning, never }

  @OptionGroup var file: FileOptions
  @OptionGroup var source: SourceOptions
  @OptionGroup var output: OutputOptions
  @Option(help: "text or json.") var format: ReportFormat = .text
  @Flag(name: [.short, .long], help: "Show what is well, too.") var verbose = false
  @Flag(name: [.short, .long], help: "One line for each problem.") var quiet = false
  @Option(help: "Exit 2 for findings of at least this weight: error, warning or never.")
  var failOn: FailOn = .error
  @Option(
    help: ArgumentHelp(
      "Take the server for one of this provider: self-managed, rds, aurora or azure.",
      valueName: "name"))
  var provider: Provider?
  @Option(
    help: ArgumentHelp("Keep trying an unreachable server for so long.", valueName: "duration"))
  var wait: DurationArgument?

  func run() throws {
    var exit: Int32 = 0
    try CommandBody.run(output) { () throws(Failure) in exit = try look() }
    if exit != 0 { throw ExitCode(exit) }
  }

  private func look() throws(Failure) -> Int32 {
    let style = output.style(2)
    var configuration: Configuration?
    if file.named != nil || file.defaultExists && source.dbname == nil {
      configuration = try file.configuration(style)
    }
    let parameters = try source.parameters(configuration, file: file.path, style: style)
    let slot = configuration?.source.slotName
    let publication = configuration?.source.publication ?? slot
    let limit = ContinuousClock.now + (wait?.duration ?? .zero)
    var facts: Facts
    while true {
      facts = FactGatherer.gather(
        parameters, configuration: configuration, slot: slot, publication: publication)
      guard let error = facts.connectionError, error.isTransient, ContinuousClock.now < limit
      else { break }
      _ = Poll.wait(any: [], until: .now + .milliseconds(300))
    }
    if let provider { facts.provider = provider }
    let report = Report(facts, today: Today.text())
    let exit = exitCode(report)
    switch format {
    case .json: JSONReport.print(DoctorJSON(report, exit: exit))
    case .text:
      let text = DoctorText(style: output.style(1), isVerbose: verbose, isQuiet: quiet)
      Terminal.output(text.render(report))
    }
    return exit
  }

  private func exitCode(_ report: Report) -> Int32 {
    if report.facts.connectionError != nil { return Failure.Kind.connection.rawValue }
    let fails =
      switch failOn {
      case .error: report.count(.error) > 0
      case .warning: report.count(.error) + report.count(.warning) > 0
      case .never: false
      }
    return fails ? Failure.Kind.refused.rawValue : 0
  }
}

extension Provider: ExpressibleByArgument {}
