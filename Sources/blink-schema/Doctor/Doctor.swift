import ArgumentParser
import Checks
import Diagnostics
import Options
import Pipeline
import Postgres
import Settings
import Start
import System

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
        blink-schema doctor --only slot,wal-level --fail-on warning
        blink-schema doctor --sql > fix.sql
        blink-schema doctor --explain replica-identity

      Exit codes: 0 ready, 2 findings, 3 the file is invalid, 4 no session, 64 wrong use.
      """)

  /// What decides the exit code.
  enum FailOn: String, ExpressibleByArgument, CaseIterable { case error, warning, never }

  @OptionGroup var file: FileOptions
  @OptionGroup var source: SourceOptions
  @OptionGroup var output: OutputOptions
  @Option(help: "text, json or junit.") var format: DoctorFormat = .text
  @Flag(help: "Print a script of all remedies that are SQL instead of the report.") var sql = false
  @Flag(name: [.short, .long], help: "Show what is well, too, and what events will hold.")
  var verbose = false
  @Flag(name: [.short, .long], help: "One line for each problem.") var quiet = false
  @Flag(help: "Marks of ASCII only.") var ascii = false
  @Option(help: "Exit 2 for findings of at least this weight: error, warning or never.")
  var failOn: FailOn = .error
  @OptionGroup var checks: DoctorOptions
  @OptionGroup var reach: DoctorFacts
  @OptionGroup var state: StateOptions
  @Flag(help: "Print the ids of all checks.") var list = false
  @Option(help: ArgumentHelp("Print all there is to know about a check.", valueName: "id"))
  var explain: String?

  func run() throws {
    var exit: Int32 = 0
    try CommandBody.run(output) { () throws(Failure) in
      if list { return _ = Terminal.output(DoctorPages.list(output.style(1))) }
      if let explain {
        let page = try DoctorPages.page(explain, at: reach.provider, output.style(1))
        return _ = Terminal.output(page)
      }
      do throws(Failure) {
        exit = try look()
      } catch {
        if format == .json { JSONReport.print(DoctorJSON(error)) }
        throw error
      }
    }
    if exit != 0 { throw ExitCode(exit) }
  }

  private func look() throws(Failure) -> Int32 {
    let began = ContinuousClock.now
    let style = output.style(2)
    var configuration: Configuration?
    if file.named != nil || file.defaultExists && source.dbname == nil {
      configuration = try file.configuration(style)
    }
    var facts = try gather(configuration, style)
    if let provider = reach.provider {
      (facts.provider, facts.providerEvidence) = (provider, "--provider")
    }
    let report = Report(facts, selection: checks.selection, today: WallClock.today())
    let exit = exitCode(report)
    show(report, exit: exit, after: ContinuousClock.now - began)
    return exit
  }

  private func gather(
    _ configuration: Configuration?, _ style: Style
  ) throws(Failure) -> Facts {
    let folder = state.path(beside: file.directory)
    let slot = try slotName(configuration, folder)
    let publication = configuration?.source.publication ?? slot
    if checks.offline {
      return FactGatherer.wanted(configuration, slot: slot, publication: publication)
    }
    let parameters = try source.parameters(configuration, file: file.path, style: style)
    let limit = ContinuousClock.now + (reach.wait?.duration ?? .zero)
    while true {
      // Read once more afterwards: blink-run stores a position before it confirms it, so the other
      // way round a running pipeline would seem to have lost something.
      var facts = FactGatherer.gather(
        parameters, configuration: configuration, slot: slot, publication: publication,
        state: try stored(slot, folder), options: reach.options)
      facts.state = try stored(slot, folder)
      guard let error = facts.connectionError, error.isTransient, ContinuousClock.now < limit
      else { return facts }
      _ = Poll.wait(any: [], until: .now + .milliseconds(300))
    }
  }

  private func stored(_ slot: String?, _ folder: String) throws(Failure) -> PipelineState? {
    // A slot's name is a part of the file's.
    guard let slot, SlotNames.isValid(slot) else { return nil }
    return try StateDirectory.stored(in: folder, slot: slot)
  }

  /// The configured name, else the one that blink-run generated for this file.
  private func slotName(
    _ configuration: Configuration?, _ folder: String
  ) throws(Failure) -> String? {
    guard let configuration else { return nil }
    if let name = configuration.source.slotName { return name }
    let name = try StateDirectory.generatedSlot(in: folder, stem: file.stem)
    return name.flatMap { SlotNames.isValid($0) ? $0 : nil }
  }

  private func show(_ report: Report, exit: Int32, after time: Duration) {
    if sql { return _ = Terminal.output(RemedyScript(report).text()) }
    switch format {
    case .json: JSONReport.print(DoctorJSON(report, exit: exit))
    case .junit: Terminal.output(JUnitReport(report).text())
    case .text where quiet: Terminal.output(DoctorQuiet.render(report))
    case .text:
      let tenths = Int((time / .milliseconds(100)).rounded())
      let text = DoctorText(
        style: output.style(1), glyphs: Glyphs(isASCII: ascii), isVerbose: verbose,
        time: "\(tenths / 10).\(tenths % 10) s")
      Terminal.output(text.render(report))
    }
  }

  /// The same as the run's, where a start can be judged; `--fail-on` decides about the rest.
  private func exitCode(_ report: Report) -> Int32 {
    if report.isNotBuilt { return Failure.Kind.configuration.rawValue }
    if report.facts.connectionError != nil { return Failure.Kind.connection.rawValue }
    if failOn == .never { return 0 }
    if let reason = report.decisive { return reason.kind.rawValue }
    let fails = failOn == .warning && report.count(.warning) > 0
    return fails ? Failure.Kind.refused.rawValue : 0
  }
}
