import ArgumentParser
import Catalog
import Diagnostics
import Mapping
import Options
import Postgres
import Settings

/// Looks at a database and writes a configuration.
struct Init: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Look at a database and write a configuration for it.",
    discussion: """
      Connects with -d, else with the file's source if the file is there, else with libpq's
      environment (PGHOST, PGSERVICE, ~/.pgpass …). Never writes a password.

      Examples:
        blink-schema init -d postgresql://me@db.example/shop
        blink-schema init -d shop --schema 'sales*' --exclude-table '*_old'
        blink-schema init --print | less

      Exit codes: 0 written, 3 the file cannot be written, 4 no session, 5 nothing selected,
      6 the file exists, 64 wrong use.
      """)

  @OptionGroup var file: FileOptions
  @OptionGroup var source: SourceOptions
  @OptionGroup var output: OutputOptions

  @Flag(help: "Write to standard output; touch no file.") var print = false
  @Option(
    name: [.customShort("n"), .long],
    help: ArgumentHelp("Only schemas that match; may be repeated.", valueName: "glob"))
  var schema: [String] = []
  @Option(
    name: [.customShort("t"), .long],
    help: ArgumentHelp("Only tables that match; may be repeated.", valueName: "glob"))
  var table: [String] = []
  @Option(
    name: [.customShort("T"), .long],
    help: ArgumentHelp("Not these tables; may be repeated, and wins.", valueName: "glob"))
  var excludeTable: [String] = []
  @Option(help: "Put stream_schema under service (seed) or source (Blink from 1.7).")
  var layout: ConfigurationWriter.Layout = .service
  @Option(help: "Number of the pipeline.") var id = 1
  @Option(help: ArgumentHelp("Replication slot.", valueName: "name")) var slot: String?
  @Flag(help: "Write tables without a usable replica identity like the others.")
  var includeKeyless = false

  func validate() throws {
    guard id >= 0 else { throw ValidationError("--id must not be negative.") }
    if let slot, !SlotNames.isValid(slot) {
      throw ValidationError("--slot: a to z, 0 to 9 and _ are allowed, at most 63 bytes.")
    }
  }

  func run() throws {
    try CommandBody.run(output) { () throws(Failure) in try write() }
  }

  private func write() throws(Failure) {
    let style = output.style(2)
    var existing: Configuration?
    if source.dbname == nil, file.named != nil || file.defaultExists {
      // A file that is there says where to look; one that is not is about to be written.
      existing = try? file.read().outcome.configuration
    }
    let parameters = try source.parameters(existing, file: file.path, style: style)
    let session = try SourceOptions.open(parameters)
    let all: [Table]
    do {
      all = try Introspection.tables(on: session)
    } catch {
      throw Failure(.unexpected, "the catalog cannot be read: \(error.description)")
    }
    let chosen = try select(all)
    let defaultSchema = existing?.source.schema ?? Self.mainSchema(chosen.chosen)
    var writer = ConfigurationWriter(
      version: Version.text, database: session.database, serverVersion: session.serverVersion,
      schema: defaultSchema, slot: slot ?? SlotNames.derived(session.database, id))
    writer.layout = layout
    writer.id = id
    writer.isEncrypted = session.isEncrypted
    writer.includesKeyless = includeKeyless
    let text = writer.text(tables: chosen.chosen, leftOut: chosen.leftOut)
    if print {
      Terminal.output(text)
      return
    }
    try AtomicFile.create(file.path, Array(text.utf8), mode: 0o644)
    sayNext(session, chosen, style)
  }

  private func select(_ all: [Table]) throws(Failure) -> TableSelection.Outcome {
    var selection = TableSelection()
    selection.schemas = schema.map { NamePattern($0) }
    selection.tables = table.map { NamePattern($0) }
    selection.excluded = excludeTable.map { NamePattern($0) }
    let outcome = selection.apply(to: all)
    if let pattern = outcome.unmatched.first {
      throw Failure(
        .nothingSelected, "nothing matches `\(TerminalText.sanitized(pattern))`",
        remedies: ["patterns are compared byte for byte; * stands for anything, ? for one byte"])
    }
    guard !outcome.chosen.isEmpty else {
      let reasons = outcome.leftOut.prefix(5).map { "\($0.name): \($0.reason)" }
      throw Failure(
        .nothingSelected,
        all.isEmpty ? "the database has no tables" : "no table can be streamed",
        why: reasons.isEmpty ? nil : reasons.joined(separator: "; "),
        remedies: [
          all.isEmpty
            ? "connect to the database that holds the tables" : "choose others with --table"
        ])
    }
    return outcome
  }

  /// `public` where it holds tables, else the schema that holds most of them.
  private static func mainSchema(_ tables: [Table]) -> Identifier {
    if tables.contains(where: { $0.name.schema == "public" }) { return "public" }
    let counts = Dictionary(grouping: tables, by: \.name.schema).mapValues(\.count)
    return counts.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key ?? "public"
  }

  private func sayNext(
    _ session: borrowing Connection, _ chosen: TableSelection.Outcome, _ style: Style
  ) {
    func shell(_ value: String) -> String {
      "'" + value.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''")
        + "'"
    }
    let path = TerminalText.sanitized(file.path)
    var lines = [
      style.green("✓") + " \(path) written: \(chosen.chosen.count) streams,"
        + " \(chosen.leftOut.count) left out",
      "next:",
    ]
    let values = [
      ("DATABASE_HOST", session.host), ("DATABASE_PORT", session.port),
      ("DATABASE_USER", session.user), ("DATABASE_NAME", session.database),
    ]
    lines += values.map { "  export \($0.0)=\(TerminalText.sanitized(shell($0.1)))" }
    lines.append("  export DATABASE_PASSWORD=…   # or leave it to ~/.pgpass")
    let argument = file.named == nil ? "" : " \(TerminalText.sanitized(shell(file.path)))"
    lines += ["  blink-schema doctor\(argument)", "  blink-run\(argument)"]
    Terminal.error(lines.joined(separator: "\n"))
  }
}

extension ConfigurationWriter.Layout: ExpressibleByArgument {}
