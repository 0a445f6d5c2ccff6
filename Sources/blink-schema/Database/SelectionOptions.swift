import ArgumentParser
import Catalog
import Diagnostics
import Settings

/// What of the database `init` writes, and how.
struct SelectionOptions: ParsableArguments {
  @Option(
    name: [.customShort("n"), .long],
    help: ArgumentHelp("Only schemas that match; may be repeated.", valueName: "pattern"),
    transform: schemaPattern)
  var schema: [NamePattern] = []
  @Option(
    name: [.customShort("t"), .long],
    help: ArgumentHelp("Only tables that match; may be repeated.", valueName: "pattern"),
    transform: tablePattern)
  var table: [NamePattern] = []
  @Option(
    name: [.customShort("T"), .long],
    help: ArgumentHelp("Not these tables; may be repeated, and wins.", valueName: "pattern"),
    transform: tablePattern)
  var excludeTable: [NamePattern] = []
  @Option(
    help: ArgumentHelp("Not these columns; may be repeated, and wins.", valueName: "pattern"),
    transform: columnPattern)
  var excludeColumn: [ColumnPattern] = []
  @Option(
    help: ArgumentHelp("Exactly the tables and columns of this publication.", valueName: "name"))
  var fromPublication: String?
  @Option(
    help: "Stream a partitioned table as a whole (root, the default) or by partition (leaves).")
  var partitions: SelectionFlags.Partitions?
  @Option(
    help:
      "numeric that no integer holds as String (exact, the default) or Float64 (float); all as String (string)."
  )
  var numeric: SelectionFlags.Numeric?
  @Option(
    help: ArgumentHelp(
      "The databrewType of columns that match; may be repeated, the last one counts.",
      valueName: "pattern=type"),
    transform: typeOverride)
  var override: [TypeOverride] = []
  @Flag(help: "Write tables without a usable replica identity like the others.")
  var includeKeyless = false
  @Option(help: "How much stands in comments: none, brief (the default) or full (rows, sizes).")
  var comments: SelectionFlags.Comments?

  func validate() throws {
    if fromPublication != nil, partitions != nil {
      throw ValidationError(
        "--partitions and --from-publication exclude each other: the publication decides.")
    }
  }

  /// Whether none of them was written.
  var isEmpty: Bool {
    schema.isEmpty && table.isEmpty && excludeTable.isEmpty && excludeColumn.isEmpty
      && fromPublication == nil && partitions == nil && numeric == nil && override.isEmpty
      && !includeKeyless && comments == nil
  }

  /// All of them, with the defaults of those that were not written.
  var flags: SelectionFlags {
    var flags = SelectionFlags()
    flags.schemas = schema
    flags.tables = table
    flags.excludedTables = excludeTable
    flags.excludedColumns = excludeColumn
    flags.fromPublication = fromPublication
    if let partitions { flags.partitions = partitions }
    if let numeric { flags.numeric = numeric }
    flags.overrides = override
    flags.includesKeyless = includeKeyless
    if let comments { flags.comments = comments }
    return flags
  }

  @Sendable private static func tablePattern(_ text: String) throws -> NamePattern {
    guard let pattern = NamePattern(text) else {
      throw ValidationError(
        "`\(TerminalText.sanitized(text))` is no pattern: table or schema.table, quotes closed.")
    }
    return pattern
  }

  @Sendable private static func schemaPattern(_ text: String) throws -> NamePattern {
    let pattern = try tablePattern(text)
    guard !pattern.isQualified else {
      throw ValidationError(
        "--schema `\(TerminalText.sanitized(text))`: quote a name that holds a dot.")
    }
    return pattern
  }

  @Sendable private static func columnPattern(_ text: String) throws -> ColumnPattern {
    guard let pattern = ColumnPattern(text) else {
      throw ValidationError(
        "`\(TerminalText.sanitized(text))` is no pattern: column, table.column or"
          + " schema.table.column, quotes closed.")
    }
    return pattern
  }

  /// `PATTERN=TYPE`; the last equals sign counts, as no type has one in its name.
  @Sendable private static func typeOverride(_ text: String) throws -> TypeOverride {
    guard let sign = text.utf8.lastIndex(of: UInt8(ascii: "=")) else {
      throw ValidationError("--override `\(TerminalText.sanitized(text))`: write pattern=type.")
    }
    let name = String(text[text.utf8.index(after: sign)...])
    guard DatabrewType(name: name) != nil else {
      let names = DatabrewType.all.map(\.name)
      let nearest = Nearest.match(for: name, in: names).map { "; did you mean \($0)?" }
      throw ValidationError(
        "--override: `\(TerminalText.sanitized(name))` is no databrewType"
          + (nearest ?? ": \(names.joined(separator: ", "))"))
    }
    return TypeOverride(columns: try columnPattern(String(text[..<sign])), type: name)
  }
}

extension SelectionFlags.Partitions: ExpressibleByArgument {}
extension SelectionFlags.Numeric: ExpressibleByArgument {}
extension SelectionFlags.Comments: ExpressibleByArgument {}
