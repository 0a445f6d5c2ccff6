import ArgumentParser
import Catalog
import Diagnostics
import Drafting
import Options
import Postgres
import Settings
import System

/// Looks at a database and writes a configuration for it.
struct Init: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Look at a database and write a configuration for it.",
    usage: "blink-schema init [<options>] [<file>]",
    discussion: """
      Connects with -d, or with libpq's environment (PGHOST, PGSERVICE,
      ~/.pgpass and so on). With --print and an existing file it uses the
      file's source. init never writes a password and takes no locks that
      could block your application.

      init never overwrites a file that it did not write. If it wrote the file
      before, it merges what has changed in the database since then and keeps
      your edits. .blink/*.lock.json records what was written; commit it.

      Patterns: * matches any text, ? one character; text in double quotes is
      literal. Tables: table or schema.table. Columns: column, table.column or
      schema.table.column. Exclusion takes precedence. A pattern that matches
      nothing is an error.

      On a terminal, init asks which schemas and tables to write, and prints
      the equivalent flags.

      Examples:
        blink-schema init -d postgresql://me@db.example/shop
        blink-schema init -d shop --schema 'sales*' --exclude-table '*_old'
        blink-schema init --exclude-column 'users.pass*'
        blink-schema init --override 'invoices.total=Float64'
        blink-schema init --from-publication analytics
        blink-schema init --with grants,systemd --write-env
        blink-schema init --print | less
        blink-schema init --dry-run      what a merge would change, as a diff

      Exit codes: 0 written or up to date, 3 the file is invalid or cannot be
      written, or an --override is impossible, 4 cannot connect, 5 nothing is
      selected or readable, 6 a file exists that init did not write, or a
      merge conflicts, 64 wrong use.
      """)

  @OptionGroup(title: "Configuration file") var file: FileOptions
  @OptionGroup(title: "Connection") var source: SourceOptions
  @OptionGroup var selection: SelectionOptions
  @OptionGroup(title: "New file") var newFile: NewFileOptions
  @OptionGroup(title: "Merge into an existing file") var rerun: RerunOptions
  @OptionGroup(title: "Other files") var templates: TemplateOptions
  @OptionGroup(title: "Output") var output: OutputOptions
  @OptionGroup(title: "Output") var dialogue: DialogueOptions

  func validate() throws {
    try templates.check(file, isPrinting: dialogue.print)
    if file.isStream {
      throw ValidationError("init writes the file: name one; --print writes to standard output.")
    }
  }

  /// Whether questions can be asked, and there are any.
  private var asks: Bool {
    !dialogue.print && !dialogue.noInput && !rerun.dryRun && Prompt.isPossible
  }

  func run() throws {
    try CommandBody.run(output) { () throws(Failure) in try look() }
  }

  private func look() throws(Failure) {
    let style = output.style(2)
    let rerun = InitRerun(file: file, options: rerun, style: style)
    var existing: Configuration?
    var lock: Lock?
    let isRerun = !dialogue.print && file.exists
    if isRerun {
      try rerun.checkOwn()
      // The lock afterwards: its place is then where the text of the file was.
      existing = try file.configuration(style, onlyStreams: source.dbname != nil)
      lock = try rerun.lock()
    } else if dialogue.print, source.dbname == nil, file.exists {
      existing = try file.configuration(style)
    } else if !dialogue.print {
      try AtomicFile.checkAbsent(file.path)
    }
    let parameters = try source.parameters(
      source.dbname == nil ? existing : nil, file: file.path, style: style)
    let session = try source.open(parameters, file)
    let wanted = selection.flags(over: lock?.selection)
    let reading = try DatabaseReading(
      session, source: newFile.introspect, publication: wanted.fromPublication)
    if isRerun, let existing {
      return try merge(rerun, existing, lock, reading, session, style)
    }
    var asked: Questionnaire?
    if asks {
      asked = try Prompt.run(
        Questionnaire(
          reading.tables, given: selection.flags, serverVersion: reading.serverVersion))
    }
    let flags = asked?.flags ?? selection.flags
    let choice = try reading.choice(flags)
    let id = newFile.id ?? 1
    let slot = newFile.slot ?? SlotNames.derived(session.database, id)
    let drafter = SchemaDrafter(
      schema: existing?.source.schema ?? choice.mainSchema, flags: flags,
      publication: reading.publication)
    try choice.tellLosses(drafter, style)
    let text = ConfigurationText(
      version: Version.text, database: session.database, serverVersion: session.serverVersion,
      layout: newFile.layout ?? .service, id: id, slot: slot,
      transport: ConfigurationText.transport(
        parameters, isEncrypted: session.isEncrypted, hasComments: flags.comments != .none),
      drafter: drafter
    ).text(choice.entries, leftOut: choice.leftOut)
    if dialogue.print || self.rerun.dryRun {
      Terminal.output(dialogue.print ? text : UnifiedDiff.text(new: text, file: file.path))
      return
    }
    if let asked {
      try Prompt.confirm("Write \(TerminalText.sanitized(file.path)): \(choice.summary)?")
      Terminal.error("  to skip the questions, add these flags: \(asked.words)")
    }
    let context = TemplateContext(
      file, session, slot: slot, drafter: drafter, entries: choice.entries)
    let written = try templates.plan(context, in: file.directory).write(style)
    try AtomicFile.create(file.path, Array(text.utf8), mode: 0o644)
    var new = reading.lock(flags)
    new.leftOut = drafter.leftOutLines(choice.leftOut)
    new.streams = choice.entries.map(drafter.draft).sorted { $0.name < $1.name }
    try LockFile(directory: file.directory, stem: file.stem).write(new)
    tell(choice, written, session, text.utf8.count, style)
  }

  private func merge(
    _ rerun: InitRerun, _ existing: Configuration, _ lock: Lock?, _ reading: DatabaseReading,
    _ session: borrowing Connection, _ style: Style
  ) throws(Failure) {
    guard newFile.isEmpty else {
      throw Failure(
        .usage, "--id, --slot and --layout apply only to a new file", subject: file.path,
        why: "in an existing file init changes only stream_schema",
        remedies: ["edit the file"])
    }
    let drafter = SchemaDrafter(
      schema: existing.source.schema,
      flags: selection.flags(over: lock?.selection),
      publication: reading.publication)
    if !selection.isEmpty { try reading.choice(drafter.flags).tellLosses(drafter, style) }
    let outcome = try rerun.plan(existing, lock, reading, selection)
    let told = MergeText(style: style).text(outcome.plan)
    if !told.isEmpty { Terminal.error(told) }
    let path = TerminalText.sanitized(file.path)
    if self.rerun.dryRun {
      Terminal.output(
        UnifiedDiff.text(outcome.edits, of: outcome.schema.text, file: file.path))
      Terminal.error(
        outcome.new == outcome.old ? "\(path) is up to date" : "dry run: nothing was written")
      return
    }
    if asks, outcome.new != outcome.old {
      let diff = UnifiedDiff.text(outcome.edits, of: outcome.schema.text, file: file.path)
      let lines = diff.split(separator: "\n", omittingEmptySubsequences: false)
      Terminal.error(lines.map { TerminalText.sanitized(String($0)) }.joined(separator: "\n"))
      try Prompt.confirm("Write \(path)?")
    }
    let active = Set(outcome.plan.lock.streams.filter(\.isActive).map(\.oid))
    let context = TemplateContext(
      file, session, slot: existing.source.slotName ?? SlotNames.derived(session.database, 1),
      drafter: drafter,
      entries: reading.tables.filter { active.contains($0.oid) }.map(reading.entry))
    let written =
      try templates.plan(context, in: file.directory).write(style)
      + templates.roomWarning(outcome.new.count, file, style)
    try rerun.write(outcome, over: lock)
    if outcome.new == outcome.old {
      let what = lock == nil ? "adopted \(path) unchanged" : "\(path) is up to date"
      Terminal.error(([style.tick + " " + what] + written).joined(separator: "\n"))
    } else {
      let count = outcome.plan.notes.count
      let what =
        count == 0
        ? "\(path): comments updated from the database"
        : "\(path): \(Amount.count(count, "change")) merged"
      Terminal.error(([style.green("wrote ") + what] + written).joined(separator: "\n"))
    }
  }

  private func tell(
    _ choice: InitChoice, _ written: [String], _ session: borrowing Connection, _ size: Int,
    _ style: Style
  ) {
    let path = TerminalText.sanitized(file.path)
    var lines = [style.green("wrote ") + "\(path): \(choice.summary)"] + written
    if !path.utf8.contains(UInt8(ascii: ".")), source.dbname == nil {
      lines.append(
        style.yellow("warning: ") + "\(path) is the file's name; a database is named with -d")
    }
    if selection.flags.comments == .none { lines += choice.leftOutLines }
    lines += templates.roomWarning(size, file, style)
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
