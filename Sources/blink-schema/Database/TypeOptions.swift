import ArgumentParser
import Catalog

/// What `init` writes about the columns.
struct TypeOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "numeric that is not a whole number: exact = String (default), float = Float64;"
        + " string = String for every numeric.", valueName: "how"))
  var numeric: SelectionFlags.Numeric?
  @Option(
    help: ArgumentHelp(
      "The databrewType of matching columns (repeatable; the last one counts).",
      valueName: "pattern=type"),
    transform: PatternArgument.override)
  var override: [TypeOverride] = []
  @Option(
    help: ArgumentHelp(
      "How many comments to write; full adds rows and sizes (default: brief).",
      valueName: "amount"))
  var comments: SelectionFlags.Comments?
  @Flag(help: "Write a column as one line; later runs do so, too.")
  var compact = false

  /// Whether none of them was written.
  var isEmpty: Bool { numeric == nil && override.isEmpty && comments == nil && !compact }

  /// Sets what was written.
  func set(_ flags: inout SelectionFlags) {
    if let numeric { flags.numeric = numeric }
    if !override.isEmpty { flags.overrides = override }
    if let comments { flags.comments = comments }
    if compact { flags.compact = true }
  }
}

extension SelectionFlags.Numeric: ExpressibleByArgument {}
extension SelectionFlags.Comments: ExpressibleByArgument {}
