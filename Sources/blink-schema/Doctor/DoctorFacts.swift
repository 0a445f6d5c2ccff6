import ArgumentParser
import Checks
import Options

/// How far doctor may go to learn something.
struct DoctorFacts: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Take the server for one of this provider:"
        + " \(Provider.allCases.map(\.rawValue).joined(separator: ", ")).", valueName: "name"))
  var provider: Provider?
  @Option(
    help: ArgumentHelp("Keep trying an unreachable server for so long.", valueName: "duration"))
  var wait: DurationArgument?
  @Option(
    help: ArgumentHelp(
      "Give up a server that does not answer for so long (default: 15s).", valueName: "duration"))
  var timeout: DurationArgument?
  @Option(
    help: ArgumentHelp(
      "Measure for so long what WAL is written, and how fast a table is read.",
      discussion: "Without it the server's statistics are taken.", valueName: "duration"))
  var sample: DurationArgument?
  @Flag(
    help: ArgumentHelp(
      "Prove it: make a temporary slot, send one logical message through it, drop it.",
      discussion: """
        Opens five more sessions for a moment. A slot that exists already and that nobody reads is \
        asked for one change, which stays in it. Nothing is left behind.
        """)) var probe = false
  @Option(
    help: ArgumentHelp("Give up the trial after so long (default: 5s).", valueName: "duration"))
  var probeTimeout: DurationArgument?

  init() {}

  /// What the gatherer takes.
  var options: FactOptions {
    var options = FactOptions()
    if let timeout { options.timeout = timeout.duration }
    options.sample = sample?.duration
    options.probes = probe
    if let probeTimeout { options.probeTimeout = probeTimeout.duration }
    return options
  }
}

extension Provider: ExpressibleByArgument {}
