import ArgumentParser
import Catalog

/// What of the database `init` writes, and how.
struct SelectionOptions: ParsableArguments {
  @OptionGroup(title: "Selection") var tables: TableOptions
  @OptionGroup(title: "Types and comments") var types: TypeOptions

  func validate() throws {
    if tables.fromPublication != nil, tables.partitions != nil {
      throw ValidationError(
        "--partitions and --from-publication exclude each other: the publication decides.")
    }
  }

  /// Whether none of them was written.
  var isEmpty: Bool { tables.isEmpty && types.isEmpty }

  /// What a run on a file wants that was written with other flags: those again where none choose
  /// tables, with what was written now.
  func flags(over earlier: SelectionFlags?) -> SelectionFlags {
    guard let earlier, !tables.choosesTables else { return flags }
    var flags = earlier
    if tables.includeKeyless { flags.includesKeyless = true }
    types.set(&flags)
    return flags
  }

  /// All of them, with the defaults of those that were not written.
  var flags: SelectionFlags {
    var flags = SelectionFlags()
    tables.set(&flags)
    types.set(&flags)
    return flags
  }
}
