import Catalog
import Settings
import Types

/// Whether the file asks for less than the database holds.
struct TypeOverrideCheck: Check {
  let id = "type-override"
  let group = Group.drift
  let needsConfiguration = true
  let needs: [FactFamily] = [.tables]
  let page = CheckPage(
    "Narrower types, by choice",
    when: "a file is given",
    finds:
      "a `databrewType` that holds less than the database's type, where `nativeConnectorType` agrees with it",
    why: "a value that does not fit follows `on_overflow`",
    severity: "warning",
    remedies: [
      "The `databrewType` that doctor prints holds every value.", "Nothing, if it is meant.",
    ],
    sources: [CheckPage.postgres("datatype-numeric.html")])

  func findings(_ facts: Facts) -> [Finding] {
    DriftedColumn.all(facts, where: \.isOverride).map { column in
      finding(
        .warning, column.subject,
        "\(column.settings.databrewType.name) holds less than \(column.actual.type.formatted)",
        why: "a value that does not fit follows on_overflow",
        remedies: [
          Remedy(.config, "databrewType: \(column.suggestion.type.name)   # holds every value")
        ])
    }
  }
}
