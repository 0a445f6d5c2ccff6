import ArgumentParser
import Options

/// What `diff` compares, and how it reports.
struct DiffOptions: ParsableArguments {
  /// What the file is compared with.
  enum Other: String, ExpressibleByArgument, CaseIterable { case database, lock }

  @Option(
    help: ArgumentHelp(
      "Compare with the database, or offline with the lock that init wrote.", valueName: "what"))
  var against: Other = .database
  @Option(help: ArgumentHelp("How to report.", valueName: "form"))
  var format: ReportFormat = .text
  @Flag(name: [.short, .long], help: "Also show what is cosmetic or unlisted.")
  var verbose = false
}
