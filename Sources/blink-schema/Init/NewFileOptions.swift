import ArgumentParser
import Catalog

/// What a file that `init` writes says beside its streams.
struct NewFileOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Put stream_schema under service (default; Blink's documented layout) or source (Blink"
        + " from 1.7).", valueName: "where"))
  var layout: ConfigurationText.Layout?
  @Option(
    help: ArgumentHelp(
      "Read columns from PostgreSQL's catalog or from the information_schema.",
      valueName: "source"))
  var introspect: Introspection.Source = .catalog
  @Option(help: ArgumentHelp("Number of the pipeline (default: 1).", valueName: "number"))
  var id: Int?
  @Option(
    help: ArgumentHelp(
      "Replication slot (default: from the database's name and the id).", valueName: "name"))
  var slot: String?

  func validate() throws {
    guard id ?? 0 >= 0 else { throw ValidationError("--id must not be negative.") }
    if let slot, !SlotNames.isValid(slot) {
      throw ValidationError("--slot: a to z, 0 to 9 and _ are allowed, at most 63 bytes.")
    }
  }

  /// Whether none of those was written that are for a new file only.
  var isEmpty: Bool { id == nil && slot == nil && layout == nil }
}

extension ConfigurationText.Layout: ExpressibleByArgument {}
extension Introspection.Source: ExpressibleByArgument {}
