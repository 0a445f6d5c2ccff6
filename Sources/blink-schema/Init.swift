import ArgumentParser
import Catalog
import Diagnostics
import Mapping
import Options
import Postgres
import Settings

/// Looks at a database and writes a configuration for it.
struct Init: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Look at a database and write a configuration for it.",
    discussion: """
      Connects with -d, else with libpq's environment (PGHOST, PGSERVICE, ~/.pgpass …); with
      --print and a file that is there, with the file's source. Never writes a password, never
      overwrites a file, takes no lock that an application could notice.

      Patterns: * stands for anything, ? for one character, what is in double quotes for itself;
      table or schema.table. --exclude-table wins.

      Examples:
        blink-schema init -d postgresql://me@db.example/shop
        blink-schema init -d shop --schema 'sales*' --exclude-table '*_old'
        blink-schema init --with grants,systemd --write-env
        blink-schema init --print | less

      Exit codes: 0 written, 3 the file cannot be written, 4 no session, 5 nothing selected or
      readable, 6 a file exists already, 64 wrong use.
      """)

  @OptionGroup var file: FileOptions
  @OptionGroup var source: SourceOptions
  @OptionGroup var selection: SelectionOptions
  @OptionGroup var output: OutputOptions

  @Flag(help: "Write to standard output; touch no file.") var print = false
  @Option(help: "Put stream_schema under service (seed) or source (upstream Blink from 1.7).")
  var layout: ConfigurationText.Layout = .service
  @Option(help: "Number of the pipeline.") var id = 1
  @Option(
    help: ArgumentHelp(
      "Replication slot (default: made of the database's name and the id).", valueName: "name"))
  var slot: String?
  @OptionGroup var templates: TemplateOptions

  func validate() throws {
    try templates.check(file, isPrinting: print)
    guard id >= 0 else { throw ValidationError("--id must not be negative.") }
    if let slot, !SlotNames.isValid(slot) {
      throw ValidationError("--slot: a to z, 0 to 9 and _ are allowed, at most 63 bytes.")
    }
  }

  func run() throws {
    try CommandBody.run(output) { () throws(Failure) in try look() }
  }

  private func look() throws(Failure) {
    let style = output.style(2)
    var existing: Configuration?
    if !print {
      try AtomicFile.checkAbsent(file.path)
    } else if source.dbname == nil, file.exists {
      existing = try file.configuration(style)
    }
    let parameters = try source.parameters(existing, file: file.path, style: style)
    let session = try SourceOptions.open(parameters)
    let all: [Table]
    do {
      all = try Introspection.tables(on: session)
    } catch {
      throw Failure(.unexpected, "the catalog cannot be read: \(error.description)")
    }
    let flags = selection.flags
    let choice = try InitChoice(
      all, database: session.database, flags: flags, serverVersion: session.serverVersion)
    let slot = slot ?? SlotNames.derived(session.database, id)
    let writer = StreamWriter(
      schema: existing?.source.schema ?? choice.mainSchema, includesKeyless: flags.includesKeyless)
    let text = ConfigurationText(
      version: Version.text, database: session.database, serverVersion: session.serverVersion,
      layout: layout, id: id, slot: slot,
      transport: ConfigurationText.transport(parameters, isEncrypted: session.isEncrypted),
      writer: writer
    ).text(choice.entries, leftOut: choice.leftOut)
    if print {
      guard Terminal.output(text) else {
        throw Failure(.unexpected, "standard output cannot be written")
      }
      return
    }
    let context = TemplateContext(
      file, session, slot: slot, writer: writer, entries: choice.entries)
    let written = try templates.plan(context, in: file.directory).write(style)
    try AtomicFile.create(file.path, Array(text.utf8), mode: 0o644)
    tell(choice, written, session, style)
  }

  private func tell(
    _ choice: InitChoice, _ written: [String], _ session: borrowing Connection, _ style: Style
  ) {
    let path = TerminalText.sanitized(file.path)
    var lines = [style.green("wrote ") + "\(path): \(choice.summary)"] + written
    switch GitIgnore.extend(in: file.directory) {
    case .added(let added): lines.append("added to .gitignore: \(added.joined(separator: ", "))")
    case .unchanged: break
    case .failed(let reason):
      lines.append(style.yellow("warning: ") + ".gitignore cannot be written: \(reason)")
    }
    let steps = NextSteps(
      host: session.host, port: session.port, database: session.database, user: session.user,
      file: file.named, hasVariables: templates.writeEnv)
    Terminal.error((lines + steps.lines).joined(separator: "\n"))
  }
}

extension ConfigurationText.Layout: ExpressibleByArgument {}
