package import ArgumentParser
package import Diagnostics

/// `--log-format`.
package struct LogOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Write the log to standard error as text or json.",
      discussion: "On a terminal, text has no time stamps.", valueName: "format"))
  package var logFormat: LogFormat = .text

  package init() {}
}

extension LogFormat: ExpressibleByArgument {}
