import Catalog
import Diagnostics
import Mapping
import Postgres
import Settings

/// Whether the file still describes the tables.
struct DriftCheck: Check {
  let id = "drift-missing-column"
  let group = Group.drift
  let needsConfiguration = true

  func findings(_ facts: Facts) -> [Finding] {
    let result = Streams.present(facts).flatMap { stream, table in
      stream.columns.flatMap { columnFindings($0, table) }
        + keyFindings(stream, table) + newColumns(stream, table)
    }
    return result.isEmpty ? [Finding(.ok, id, "", "the file agrees with the database")] : result
  }

  private func columnFindings(_ column: ColumnSettings, _ table: Table) -> [Finding] {
    let subject = "\(table.name).\(column.name)"
    guard let actual = table.column(named: column.name) else {
      let near = Nearest.match(for: column.name.text, in: table.columns.map(\.name.text))
      return [
        Finding(
          .error, id, subject, "column \(column.name) does not exist in \(table.name)",
          why: "events would never hold it",
          remedies: near.map { [Remedy(.config, "did you mean name: \($0)?")] } ?? [])
      ]
    }
    var result: [Finding] = []
    let written = column.nativeConnectorType
    let agreement = written.map { TypeMapping.nativeNamesAgree($0, with: actual.type) } ?? .agree
    let fit = TypeMapping.classification(of: column.databrewType, over: actual.type)
    let suggestion = TypeMapping.databrewType(
      for: actual.type, defaultSchema: table.name.schema)
    if agreement == .databaseWider || agreement == .incompatible || fit == .incompatible {
      result.append(
        Finding(
          .error, "drift-type", subject,
          "\(subject) is \(actual.type.formatted), the file says \(written ?? column.databrewType.name)",
          why: fit == .incompatible
            ? "databrewType \(column.databrewType.name) cannot hold it" : "values could not fit",
          remedies: [
            Remedy(
              .config,
              "databrewType: \(suggestion.type.name), nativeConnectorType: \(suggestion.native)")
          ]))
    } else if fit == .narrowing || fit == .lossy {
      result.append(
        Finding(
          .warning, "type-override", subject,
          "\(column.databrewType.name) holds less than \(actual.type.formatted)",
          why: "a value that does not fit follows on_overflow",
          remedies: [Remedy(.config, "databrewType: \(suggestion.type.name)   # holds every value")]
        ))
    }
    if !column.nullable, !actual.isNotNull {
      result.append(
        Finding(
          .error, "drift-nullability", subject,
          "\(subject) can be NULL, the file says nullable: false",
          remedies: [Remedy(.config, "nullable: true")]))
    }
    return result
  }

  private func keyFindings(_ stream: StreamSettings, _ table: Table) -> [Finding] {
    let written = Set(stream.columns.filter(\.pk).map(\.name))
    let actual = Set(table.primaryKey.map(\.name))
    guard !actual.isEmpty, written != actual else { return [] }
    let names = table.primaryKey.map(\.name.text).joined(separator: ", ")
    return [
      Finding(
        .error, "drift-pk", table.name.description,
        "the primary key of \(table.name) is (\(names)); the file says pk: true for others",
        why: "events would carry another key than the database's",
        remedies: [Remedy(.config, "pk: true on exactly \(names)")])
    ]
  }

  private func newColumns(_ stream: StreamSettings, _ table: Table) -> [Finding] {
    let names = Set(stream.columns.map(\.name))
    let added = table.columns.filter { !names.contains($0.name) && $0.generated == nil }
    guard !added.isEmpty else { return [] }
    return [
      Finding(
        .info, "drift-new-column", table.name.description,
        "not in the file: \(added.map(\.name.text).joined(separator: ", "))",
        why: "events do not hold these columns of \(table.name)")
    ]
  }
}
