import Catalog
import Diagnostics
import Drafting
import Postgres
import Settings
import System

/// Which tables `init` writes, and why it leaves out the others.
struct InitChoice {
  let entries: [SchemaDrafter.Entry]
  let leftOut: [LeftOut]
  /// How many of the entries are streams, not comments.
  private let active: Int

  /// - Throws: `nothingSelected` if a pattern matches nothing, or no stream would be left;
  ///   then the reason for each table was written to stderr.
  init(
    _ contents: Introspection.Contents, database: String, flags: SelectionFlags,
    serverVersion: Int
  ) throws(Failure) {
    let all = contents.tables
    let outcome = TableSelection(
      flags, publication: contents.publication, serverVersion: serverVersion
    ).apply(to: all)
    guard outcome.unmatched.isEmpty else {
      let patterns = outcome.unmatched.map { "`\($0)`" }.joined(separator: ", ")
      throw Failure(
        .nothingSelected, "nothing matches \(patterns)", subject: "database \(database)",
        why: all.isEmpty ? "the database has no tables" : nil,
        remedies: Self.quoted(outcome.unmatched, all)
          ?? ["names are compared byte for byte; * matches any text, ? one character"])
    }
    entries = outcome.chosen.map { table in
      SchemaDrafter.Entry(
        table, among: all, publication: contents.publication, isReadOnly: contents.isReadOnly,
        withSize: flags.comments == .full)
    }
    leftOut = outcome.leftOut
    active = entries.count { $0.gap == nil || flags.includesKeyless }
    if active == 0 { throw nothing(all, database) }
  }

  /// The names of tables that were written without the quotes in which `"` and `.` are literal; nil
  /// if there are none.
  private static func quoted(_ unmatched: [String], _ all: [Table]) -> [String]? {
    let names = all.map(\.name).filter { unmatched.contains($0.name.text) }
    let patterns = names.compactMap { NamePattern.literal($0)?.text }.map(ShellText.word)
    return patterns.isEmpty ? nil : patterns.map { "write the name in double quotes: \($0)" }
  }

  private func nothing(_ all: [Table], _ database: String) -> Failure {
    for line in leftOutLines { Terminal.error(line) }
    for entry in entries {
      guard let gap = entry.gap else { continue }
      Terminal.error(
        TerminalText.sanitized(
          "left out: \(entry.table.name): \(gap.words.what): \(gap.words.effect):"
            + " \(gap.statements.joined(separator: " "))"))
    }
    if all.isEmpty {
      return Failure(
        .nothingSelected, "the database has no tables", subject: "database \(database)",
        remedies: ["connect to the database with the tables: -d …/NAME"])
    }
    if !entries.isEmpty {
      return Failure(
        .nothingSelected, "no table has a usable replica identity",
        subject: "database \(database)",
        why: "once published, the application's UPDATE and DELETE on them would fail",
        remedies: [
          "run the statements above as the tables' owner",
          "--include-keyless, for insert-only tables",
        ])
    }
    let unreadable = leftOut.contains { $0.kind == .unreadable }
    return Failure(
      .nothingSelected, "no table can be streamed", subject: "database \(database)",
      why: leftOut.isEmpty ? "every table is excluded" : "the reasons are listed above",
      remedies: [
        unreadable
          ? "GRANT USAGE ON SCHEMA … and GRANT SELECT ON TABLE … to this role, or choose another"
          : "choose other tables with --schema and --table"
      ])
  }

  /// `public` where it holds streams, else the schema with the most of them, else the first.
  var mainSchema: Identifier {
    // The file's `schema` takes every name but what it would read as a reference.
    let schemas = entries.map(\.table.name.schema).filter { !SecretReference.matches($0.text) }
    if schemas.contains("public") { return "public" }
    let counts = Dictionary(grouping: schemas) { $0 }.mapValues(\.count)
    let best = counts.max { a, b in a.value == b.value ? a.key > b.key : a.value < b.value }
    return best?.key ?? "public"
  }

  /// Lines for stderr about the tables that are left out.
  var leftOutLines: [String] {
    LeftOut.lines(leftOut).map { TerminalText.sanitized("left out: \($0)") }
  }

  /// Like `3 streams, 1 commented out, 2 left out (1 view, 1 partition)`.
  var summary: String {
    var parts = [Amount.count(active, "stream")]
    let keyless = entries.count - active
    if keyless > 0 { parts.append("\(keyless) without replica identity commented out") }
    if !leftOut.isEmpty {
      parts.append("\(leftOut.count) left out (\(LeftOut.counts(leftOut)))")
    }
    return parts.joined(separator: ", ")
  }
}
