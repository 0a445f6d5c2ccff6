import Catalog
import Settings
import Types

/// Whether the file's types can hold the database's values.
struct DriftTypeCheck: Check {
  let id = "drift-type"
  let group = Group.drift
  let needsConfiguration = true
  let needs: [FactFamily] = [.tables]
  let page = CheckPage(
    "Types that do not fit",
    when: "a file is given",
    finds:
      "a `nativeConnectorType` that is narrower than the database's type or differs from it, or a `databrewType` that cannot represent it",
    why: "values may not fit, and blink-run would stop at the first one that does not",
    severity: "warning",
    remedies: ["The types that doctor prints.", "`blink-schema init` merges them into the file."],
    sources: [CheckPage.postgres("datatype.html")])

  func findings(_ facts: Facts) -> [Finding] {
    DriftedColumn.all(facts, where: \.isDrifted).map { column in
      let name = column.settings.databrewType.name
      let written = column.isOtherNative ? column.settings.nativeConnectorType ?? name : name
      return finding(
        .warning, column.subject,
        "\(column.subject) is \(column.actual.type.formatted), the file says \(written)",
        why: column.fit == .incompatible
          ? "databrewType \(name) cannot represent it" : "values may not fit",
        remedies: [
          Remedy(
            .config,
            "databrewType: \(column.suggestion.type.name), nativeConnectorType: \(column.suggestion.native)"
          )
        ])
    }
  }
}
