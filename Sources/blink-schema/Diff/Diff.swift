import ArgumentParser
import Catalog
import Diagnostics
import Drafting
import Options
import Settings
import System

/// Says whether the database has moved away from a file.
struct Diff: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Has the database moved away from the file?",
    discussion: """
      Changes nothing; takes no lock that an application could notice. Differences are
      compatible (new columns and tables), widening (values that the file does not expect),
      breaking (what the file says is not so any more), cosmetic (comments) or unlisted (never
      named in the file, and there since init wrote it). init merges them, and with --dry-run
      prints what it would edit.

      Examples:
        blink-schema diff
        blink-schema diff shop.yaml --format json
        blink-schema diff --against lock        offline: what you changed since init

      Exit codes: 0 nothing compatible, widening or breaking, 2 drift, 3 the file is invalid,
      4 no session, 64 wrong use.
      """)

  /// What the file is compared with.
  enum Other: String, ExpressibleByArgument, CaseIterable { case database, lock }

  @OptionGroup var file: FileOptions
  @OptionGroup var source: SourceOptions
  @OptionGroup var output: OutputOptions
  @Option(help: "Compare with the database, or offline with the lock that init wrote.")
  var against: Other = .database
  @Option(help: "text or json.") var format: ReportFormat = .text
  @Flag(name: [.short, .long], help: "Show what is cosmetic or unlisted, too.") var verbose = false

  func run() throws {
    var hasDrift = false
    try CommandBody.run(output) { () throws(Failure) in hasDrift = try compare() }
    if hasDrift { throw ExitCode(Failure.Kind.refused.rawValue) }
  }

  private func compare() throws(Failure) -> Bool {
    let configuration = try file.configuration(
      output.style(2), onlyStreams: source.dbname != nil || against == .lock)
    let schema = try FileSchema(try BoundedFile.read(file.path), configuration)
    let lockFile = LockFile(directory: file.directory, stem: file.stem)
    let lock = try lockFile.read()
    let view: DatabaseView
    let name: String
    switch against {
    case .lock:
      guard let lock else {
        throw Failure(
          .configuration, "there is no lock to compare with", subject: lockFile.path,
          remedies: ["blink-schema init writes it; --adopt for a file that it did not write"])
      }
      view = DatabaseView(lock)
      name = "the lock"
    case .database:
      let parameters = try source.parameters(
        source.dbname == nil ? configuration : nil, file: file.path, style: output.style(2))
      let session = try SourceOptions.open(parameters)
      let flags = lock?.selection ?? SelectionFlags()
      let reading = try DatabaseReading(session, publication: flags.fromPublication)
      view = reading.view(flags, schema: configuration.source.schema)
      name = "database \(reading.database)"
    }
    let changes = Drift.changes(Situation(file: schema, lock: lock, database: view))
    switch format {
    case .json: JSONReport.print(DiffJSON(changes))
    case .text:
      let text = DiffText(style: output.style(1), isVerbose: verbose)
      Terminal.output(text.render(changes, file: file.path, other: name))
    }
    return changes.contains { $0.weight.isDrift }
  }
}
