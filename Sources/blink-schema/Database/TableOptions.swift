import ArgumentParser
import Catalog

/// Which tables and columns `init` writes.
struct TableOptions: ParsableArguments {
  @Option(
    name: [.customShort("n"), .long],
    help: ArgumentHelp("Only matching schemas (repeatable).", valueName: "pattern"),
    transform: PatternArgument.schema)
  var schema: [NamePattern] = []
  @Option(
    name: [.customShort("t"), .long],
    help: ArgumentHelp("Only matching tables (repeatable).", valueName: "pattern"),
    transform: PatternArgument.table)
  var table: [NamePattern] = []
  @Option(
    name: [.customShort("T"), .long],
    help: ArgumentHelp(
      "Exclude matching tables (repeatable; wins).", valueName: "pattern"),
    transform: PatternArgument.table)
  var excludeTable: [NamePattern] = []
  @Option(
    help: ArgumentHelp(
      "Exclude matching columns (repeatable; wins).", valueName: "pattern"),
    transform: PatternArgument.column)
  var excludeColumn: [ColumnPattern] = []
  @Option(
    help: ArgumentHelp("Exactly the tables and columns of this publication.", valueName: "name"))
  var fromPublication: String?
  @Option(
    help: ArgumentHelp(
      "Stream a partitioned table as a whole (default: root) or each leaf.", valueName: "what"))
  var partitions: SelectionFlags.Partitions?
  @Flag(help: "Write tables without a usable replica identity like the others.")
  var includeKeyless = false

  /// Whether none of them was written.
  var isEmpty: Bool { !choosesTables && !includeKeyless }

  /// Whether one was written that chooses tables or columns.
  var choosesTables: Bool {
    !schema.isEmpty || !table.isEmpty || !excludeTable.isEmpty || !excludeColumn.isEmpty
      || fromPublication != nil || partitions != nil
  }

  /// Sets what was written.
  func set(_ flags: inout SelectionFlags) {
    flags.schemas = schema
    flags.tables = table
    flags.excludedTables = excludeTable
    flags.excludedColumns = excludeColumn
    flags.fromPublication = fromPublication
    if let partitions { flags.partitions = partitions }
    flags.includesKeyless = includeKeyless
  }
}

extension SelectionFlags.Partitions: ExpressibleByArgument {}
