import ArgumentParser
import Delivery
import Diagnostics
import Options
import Pipeline
import Postgres
import Settings
import Sinks
import Start
import System

/// `blink-run replay`: sends the events of a dead letter to the sink again.
struct Replay: ParsableCommand {
  static let name = "replay"

  static let configuration = CommandConfiguration(
    commandName: name, abstract: "Send the events of a dead letter to the sink again.",
    usage: "blink-run replay [<options>] [-c <file>] <dead-letter>",
    discussion: """
      Every line of the dead letter is one event that the sink refused. An event
      that is older than what the sink holds for its key is skipped and counted.
      A sink that cannot tell (stdout, file) takes events only with --force; to
      files they are appended out of order. The run must be stopped meanwhile.

      Examples:
        blink-run replay -c shop.yaml dead.jsonl
        blink-run replay --force dead.jsonl > again.jsonl

      Exit codes: 0 done, 3 configuration, state or dead letter, 8 the sink
      refuses, 9 it refuses an event again, 64 wrong use.
      """)

  @Argument(help: ArgumentHelp("The dead letter.", valueName: "dead-letter"))
  var deadLetter: String

  @OptionGroup(title: "Configuration file") var file: FileOptions

  @Flag(help: "Send events although the sink cannot tell what it holds.")
  var force = false

  @OptionGroup(title: "State") var state: StateOptions
  @OptionGroup(title: "Output") var output: OutputOptions

  func run() throws {
    try CommandBody.run(output) { () throws(Failure) in try replay() }
  }

  private func replay() throws(Failure) {
    let configuration = try file.configuration(output.style(2), toRun: true)
    let sink = try SinkFactory.make(
      configuration.sink, file: configuration.file, directory: file.directory, note: Terminal.error)
    let letters = try letters()
    let directory = state.path(beside: file.directory)
    let generated = try StateDirectory.generatedSlot(in: directory, stem: file.stem)
    guard let slot = configuration.source.slotName ?? generated,
      let stored = try StateDirectory.stored(in: directory, slot: slot)
    else {
      throw Failure(
        .configuration, "no run of this configuration is on record", subject: directory,
        why: "which server the events came from is kept in the state",
        remedies: ["name the state with --state-dir"])
    }
    let context = SinkContext(
      systemID: stored.systemID, slot: slot,
      database: configuration.source.connectionParameters.effective("dbname") ?? "",
      statePosition: stored.position,
      streams: configuration.streams.map { SinkStream(name: $0.written, table: $0.table) })
    do throws(SinkError) {
      let outcome = try DeadLetterReplay(sink, context, isForced: force, warn: Terminal.error)
        .send(letters)
      Terminal.error(
        "events sent: \(outcome.sent); skipped, because the sink holds newer ones:"
          + " \(outcome.skipped); repeated lines: \(outcome.repeated)")
    } catch {
      throw FailureText.sink(error)
    }
  }

  /// The letters of the file; empty lines are none.
  private func letters() throws(Failure) -> [DeadLetter] {
    let bytes = try BoundedFile.read(deadLetter)
    var letters: [DeadLetter] = []
    let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    for (number, line) in lines.enumerated() where !line.isEmpty {
      guard let letter = DeadLetter(line: Array(line)) else {
        throw Failure(
          .configuration, "line \(number + 1) is not a dead letter",
          subject: TerminalText.sanitized(deadLetter),
          why: "only whole lines that blink-run wrote in the format envelope can be sent again",
          remedies: ["take the line out, if it was cut short by a crash: its event came again"])
      }
      letters.append(letter)
    }
    return letters
  }
}
