import ArgumentParser
import Catalog
import Diagnostics
import Drafting
import Options
import Settings
import System

/// Reports differences between a file and its database.
struct Diff: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Report differences between the file and the database.",
    usage: "blink-schema diff [<options>] [<file>]",
    discussion: """
      Changes nothing; takes no locks that could block your application.
      init merges the differences; init --dry-run prints the edits.

      Differences are
        compatible   new columns and tables
        widening     values that the file does not expect
        breaking     what the file says is no longer true
        cosmetic     comments
        unlisted     not in the file, but in the database since init

      Examples:
        blink-schema diff
        blink-schema diff shop.yaml --format json
        blink-schema diff --against lock     offline: your edits since init

      Exit codes: 0 nothing compatible, widening or breaking, 2 drift, 3 the
      file is invalid, 4 cannot connect, 64 wrong use.
      """)

  @OptionGroup(title: "Configuration file") var file: FileOptions
  @OptionGroup(title: "Connection") var source: SourceOptions
  @OptionGroup(title: "Output") var output: OutputOptions
  @OptionGroup(title: "Output") var form: DiffOptions

  func run() throws {
    var hasDrift = false
    try CommandBody.run(output) { () throws(Failure) in hasDrift = try compare() }
    if hasDrift { throw ExitCode(Failure.Kind.refused.rawValue) }
  }

  private func compare() throws(Failure) -> Bool {
    let (bytes, configuration) = try file.contents(
      output.style(2), onlyStreams: source.dbname != nil || form.against == .lock)
    let schema = try FileSchema(bytes, configuration)
    let lockFile = LockFile(directory: file.directory, stem: file.stem)
    let lock = try lockFile.read()
    let view: DatabaseView
    let name: String
    switch form.against {
    case .lock:
      guard let lock else {
        throw Failure(
          .configuration, "there is no lock file to compare with", subject: lockFile.path,
          remedies: ["blink-schema init writes it; use --adopt for a file that init did not write"])
      }
      view = DatabaseView(lock)
      name = "the lock"
    case .database:
      let parameters = try source.parameters(
        source.dbname == nil ? configuration : nil, file: file.name, style: output.style(2))
      let session = try source.open(parameters, file)
      let flags = lock?.selection ?? SelectionFlags()
      let reading = try DatabaseReading(session, publication: flags.fromPublication)
      view = reading.view(flags, schema: configuration.source.schema, sharing: lock)
      name = "database \(reading.database)"
    }
    let changes = Drift.changes(Situation(file: schema, lock: lock, database: view))
    switch form.format {
    case .json: JSONReport.print(DiffJSON(changes))
    case .text:
      let text = DiffText(style: output.style(1), isVerbose: form.verbose)
      Terminal.output(text.render(changes, file: file.name, other: name))
    }
    return changes.contains { $0.weight.isDrift }
  }
}
