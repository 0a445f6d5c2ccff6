import ArgumentParser
import Checks
import Options

/// How long doctor waits for a server.
struct DoctorPatience: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Keep trying an unreachable server for this long.", valueName: "duration"))
  var wait: DurationArgument?
  @Option(
    help: ArgumentHelp(
      "Give up if the server has not answered within this time (default: 15s).",
      valueName: "duration"))
  var timeout: DurationArgument?

  /// Options with the timeout that was written.
  func applied(to options: FactOptions) -> FactOptions {
    var options = options
    if let timeout { options.timeout = timeout.duration }
    return options
  }
}
