import ArgumentParser
import Diagnostics
import Options
import Pipeline
import Postgres
import Settings
import Start
import System

/// Drops the slot and publication of a configuration from its server.
struct Teardown: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "List the slot and publication that a file names; --yes drops them.",
    usage: "blink-schema teardown [<options>] [<file>]",
    discussion: """
      For a pipeline that is no longer needed: an idle slot retains WAL until
      the disk is full. Nothing else is touched. The slot must belong to this
      database, use pgoutput and not be in use. The publication is dropped
      only if the state says that blink-run created it; otherwise the
      statement is printed. --yes also removes the state of the pipeline.

      Examples:
        blink-schema teardown            what would be dropped?
        blink-schema teardown --yes      drop it

      Exit codes: 0 done or nothing to drop, 2 the slot is in use or the server
      refuses, 3 the file is invalid or blink-run is running, 4 cannot connect,
      64 wrong use.
      """)

  @OptionGroup(title: "Configuration file") var file: FileOptions
  @OptionGroup(title: "Connection") var source: SourceOptions
  @OptionGroup(title: "State") var state: StateOptions
  @OptionGroup(title: "Output") var output: OutputOptions
  @Flag(help: "Drop what is listed.") var yes = false

  func run() throws {
    try CommandBody.run(output) { () throws(Failure) in try tearDown() }
  }

  private func tearDown() throws(Failure) {
    let style = output.style(2)
    let configuration = try file.configuration(style)
    let folder = state.path(beside: file.directory)
    let slot = try slotName(configuration, folder)
    // Held until the end, so that no blink-run starts on a slot that is being dropped.
    let states: StateDirectory? =
      if let slot { try StateDirectory(existing: folder, slot: slot) } else { nil }
    defer { withExtendedLifetime(states) {} }
    let state = try states?.load()
    let parameters = try source.parameters(configuration, file: file.name, style: style)
    let session = try source.open(parameters, file)
    guard session.serverVersion >= 100_000 else {
      throw Failure(
        .refused, "PostgreSQL \(session.serverVersion / 10_000).x has no pgoutput plugin",
        why: "blink-run creates no slot or publication there")
    }
    let plan = try plan(slot, configuration.source.publication ?? slot, state, session)
    let text = TeardownText(plan, stateFile: states?.file, sinkFolder: sinkFolder(configuration))
    guard yes else {
      Terminal.output(text.lines.joined())
      if text.drops { Terminal.error("nothing was changed; --yes drops what is listed") }
      return
    }
    Terminal.output(text.kept.joined())
    try plan.apply(over: session) { what in
      Terminal.output("dropped \(TerminalText.sanitized(what))\n")
    }
    try forget(plan, states)
    if case .keep = plan.slot { return }
    if configuration.source.slotName == nil {
      StateDirectory.removeGeneratedSlot(in: folder, stem: file.stem)
    }
  }

  /// The folder of a file sink, if it exists.
  private func sinkFolder(_ configuration: Configuration) -> String? {
    guard let folder = configuration.sink.file?.path.folder else { return nil }
    let path = folder.hasPrefix("/") ? folder : "\(file.directory)/\(folder)"
    return Path.exists(path) ? path : nil
  }

  private func forget(_ plan: TeardownPlan, _ states: StateDirectory?) throws(Failure) {
    guard case .drop = plan.state, let states else { return }
    guard states.remove() else {
      throw Failure(.configuration, "the state cannot be removed", subject: states.file)
    }
    Terminal.output("dropped state \(TerminalText.sanitized(states.file))\n")
  }

  private func slotName(_ configuration: Configuration, _ folder: String) throws(Failure) -> String?
  {
    if let name = configuration.source.slotName { return name }
    guard let name = try StateDirectory.generatedSlot(in: folder, stem: file.stem) else {
      return nil
    }
    guard SlotNames.isValid(name) else {
      throw Failure(
        .configuration, "the file does not contain a slot name",
        subject: TerminalText.sanitized("\(folder)/\(file.stem).slot"))
    }
    return name
  }

  private func plan(
    _ slot: String?, _ publication: String?, _ state: PipelineState?,
    _ session: borrowing Connection
  ) throws(Failure) -> TeardownPlan {
    let facts: TeardownFacts
    do {
      facts = try TeardownFacts(slot: slot, publication: publication, over: session)
    } catch {
      throw Failure(.unexpected, "the server cannot be queried: \(error.description)")
    }
    return try TeardownPlan(slot: slot, publication: publication, state: state, facts)
  }
}
