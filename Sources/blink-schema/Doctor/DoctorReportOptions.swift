import ArgumentParser

/// How doctor reports.
struct DoctorReportOptions: ParsableArguments {
  /// What decides the exit code.
  enum FailOn: String, ExpressibleByArgument, CaseIterable { case error, warning, never }

  @Option(help: ArgumentHelp("How to report the findings.", valueName: "form"))
  var format: DoctorFormat = .text
  @Flag(help: "Print all SQL remedies as a script instead.") var sql = false
  @Flag(
    name: [.short, .long],
    help: "Also show passing checks and what events contain.")
  var verbose = false
  @Flag(name: [.short, .long], help: "One line for each problem.") var quiet = false
  @Flag(help: "Use ASCII symbols only (the default in the C locale).") var ascii = false
  @Option(
    help: ArgumentHelp("Exit 2 for findings of at least this weight.", valueName: "weight"))
  var failOn: FailOn = .error
}
