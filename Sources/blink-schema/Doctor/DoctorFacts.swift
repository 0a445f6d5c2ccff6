import ArgumentParser
import Checks
import Options

/// How far doctor may go to learn something.
struct DoctorFacts: ParsableArguments {
  @Option(
    help: ArgumentHelp("Assume this provider instead of detecting it.", valueName: "name"))
  var provider: Provider?
  @Option(
    help: ArgumentHelp(
      "Measure WAL volume and table read speed for this long, instead of reading statistics.",
      valueName: "duration"))
  var sample: DurationArgument?
  @Flag(
    help: ArgumentHelp(
      "Try it: create a temporary slot, send one logical message through it, drop it.",
      discussion: """
        Opens five more sessions for a moment, and leaves nothing behind. An
        existing slot that nobody reads is asked for one change, which stays
        in it.
        """)) var probe = false
  @Option(
    help: ArgumentHelp("Give up the trial after this time (default: 5s).", valueName: "duration"))
  var probeTimeout: DurationArgument?

  init() {}

  /// What the gatherer takes.
  var options: FactOptions {
    var options = FactOptions()
    options.sample = sample?.duration
    options.probes = probe
    if let probeTimeout { options.probeTimeout = probeTimeout.duration }
    return options
  }
}

extension Provider: ExpressibleByArgument {}
