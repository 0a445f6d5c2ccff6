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
      "a `databrewType` with a smaller range than the database's type, although `nativeConnectorType` matches that type",
    why: "a value that does not fit is handled as `on_overflow` says",
    severity: "warning",
    remedies: [
      "The `databrewType` that doctor prints represents every value.",
      "Nothing, if this is intended.",
    ],
    sources: [CheckPage.postgres("datatype-numeric.html")])

  func findings(_ facts: Facts) -> [Finding] {
    DriftedColumn.all(facts, where: \.isOverride).map { column in
      finding(
        .warning, column.subject,
        "\(column.settings.databrewType.name) cannot represent every value of \(column.actual.type.formatted)",
        why: "a value that does not fit is handled as on_overflow says",
        remedies: [
          Remedy(.config, "databrewType: \(column.suggestion.type.name)   # represents every value")
        ])
    }
  }
}
