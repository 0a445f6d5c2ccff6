import ArgumentParser
import Options

/// What `lint` takes for an error, and how it reports.
struct LintOptions: ParsableArguments {
  @Option(help: ArgumentHelp("How to report.", valueName: "form"))
  var format: ReportFormat = .text
  @Flag(help: "A variable without value and default is an error.") var env = false
  @Flag(help: "Print the JSON Schema of configurations; read no file.") var schema = false
}
