import ArgumentParser
import Checks
import Diagnostics
import Drafting
import Options
import Pipeline
import Postgres
import Settings
import Start
import System

/// Says whether CDC will work.
struct Doctor: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Check whether change data capture will work.",
    usage: "blink-schema doctor [<options>] [<file>]",
    discussion: """
      Shows every finding with its remedy. Changes nothing. Without a file it
      checks only the server and the role.

      Examples:
        blink-schema doctor
        blink-schema doctor shop.yaml --format json
        blink-schema doctor -d postgresql://me@db.example/shop
        blink-schema doctor --only slot,wal-level --fail-on warning
        blink-schema doctor --sql > fix.sql
        blink-schema doctor --explain replica-identity

      Exit codes: 0 ready, 2 findings, 3 the file is invalid or needs what is
      not built yet, 4 cannot connect, 64 wrong use.
      """)

  @OptionGroup(title: "Configuration file") var file: FileOptions
  @OptionGroup(title: "Connection") var source: SourceOptions
  @OptionGroup(title: "Connection") var patience: DoctorPatience
  @OptionGroup(title: "Checks") var checks: DoctorOptions
  @OptionGroup(title: "Checks") var pages: DoctorPageOptions
  @OptionGroup(title: "Measuring") var reach: DoctorFacts
  @OptionGroup(title: "Output") var form: DoctorReportOptions
  @OptionGroup(title: "Output") var output: OutputOptions
  @OptionGroup(title: "State") var state: StateOptions

  func run() throws {
    var exit: Int32 = 0
    try CommandBody.run(output) { () throws(Failure) in
      if pages.list { return _ = Terminal.output(DoctorPages.list(output.style(1))) }
      if let explain = pages.explain {
        let page = try DoctorPages.page(explain, at: reach.provider, output.style(1))
        return _ = Terminal.output(page)
      }
      do throws(Failure) {
        exit = try look()
      } catch {
        if form.format == .json { JSONReport.print(DoctorJSON(error)) }
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
    if let configuration {
      try SinkLook.add(to: &facts, configuration, directory: file.directory)
    }
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
    let parameters = try source.parameters(configuration, file: file.name, style: style)
    let options = knowing(patience.applied(to: reach.options), configuration)
    let limit = ContinuousClock.now + (patience.wait?.duration ?? .zero)
    while true {
      // Read once more afterwards: blink-run stores a position before it confirms it, so the other
      // way round a running pipeline would seem to have lost something.
      var facts = FactGatherer.gather(
        parameters, configuration: configuration, slot: slot, publication: publication,
        state: try stored(slot, folder), options: options)
      facts.state = try stored(slot, folder)
      guard let error = facts.connectionError, error.isTransient, ContinuousClock.now < limit
      else { return facts }
      _ = Poll.wait(any: [], until: .now + .milliseconds(300))
    }
  }

  /// Adds what the lock file remembers of the file's tables; a damaged one is `init`'s business.
  private func knowing(_ options: FactOptions, _ configuration: Configuration?) -> FactOptions {
    guard configuration != nil, !file.isStream,
      let lock = try? LockFile(directory: file.directory, stem: file.stem).read()
    else { return options }
    var options = options
    options.knownSystemID = lock.systemID
    options.knownTables = Dictionary(
      lock.streams.map { ($0.name, $0.oid) }, uniquingKeysWith: { first, _ in first })
    return options
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
    if form.sql { return _ = Terminal.output(RemedyScript(report).text()) }
    switch form.format {
    case .json: JSONReport.print(DoctorJSON(report, exit: exit))
    case .junit: Terminal.output(JUnitReport(report).text())
    case .text where form.quiet: Terminal.output(DoctorQuiet.render(report))
    case .text:
      let tenths = Int((time / .milliseconds(100)).rounded())
      let style = output.style(1)
      let text = DoctorText(
        style: style, glyphs: Glyphs(isASCII: form.ascii || style.isASCII),
        wrap: TextWrap(width: TerminalWidth.columns(of: 1)), isVerbose: form.verbose,
        time: "\(tenths / 10).\(tenths % 10) s", exit: exit)
      Terminal.output(text.render(report))
    }
  }

  /// The same as the run's, where a start can be judged; `--fail-on` decides about the rest.
  private func exitCode(_ report: Report) -> Int32 {
    if report.isNotBuilt { return Failure.Kind.configuration.rawValue }
    if report.facts.connectionError != nil { return Failure.Kind.connection.rawValue }
    if form.failOn == .never { return 0 }
    if let reason = report.decisive { return reason.kind.rawValue }
    let fails = form.failOn == .warning && report.count(.warning) > 0
    return fails ? Failure.Kind.refused.rawValue : 0
  }
}
