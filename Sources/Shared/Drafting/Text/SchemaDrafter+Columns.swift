package import Catalog
package import Postgres
package import Settings
package import Types

extension SchemaDrafter {
  /// What is to be written for a column.
  func draft(_ column: Column, of table: Table, isKey: Bool) -> ColumnDraft {
    let suggestion = TypeMapping.databrewType(
      for: column.type, defaultSchema: schema, numeric: flags.numeric,
      wanted: wantedType(of: column, of: table))
    var notes: [String] = []
    switch column.identity {
    case .always: notes.append("identity always")
    case .byDefault: notes.append("identity by default")
    case nil: break
    }
    if let note = suggestion.note { notes.append(note) }
    return ColumnDraft(
      number: column.number, name: column.name, leftOut: reason(column, of: table),
      formatted: column.type.formatted, databrewType: suggestion.type, native: suggestion.native,
      pk: isKey, nullable: !column.isNotNull,
      comment: safe(column.comment), note: safe(notes.joined(separator: "; ")))
  }

  /// The databrewType that the user wants; nil if the type decides.
  private func wantedType(of column: Column, of table: Table) -> DatabrewType? {
    flags.override(for: column, of: table).flatMap { DatabrewType(name: $0) }
  }

  /// Why a column is not streamed; nil if it is.
  private func reason(_ column: Column, of table: Table) -> String? {
    switch column.generated {
    case .stored where publication?.sends(generated: column, of: table) ?? false: break
    case .stored: return "generated (stored), which the stream does not carry"
    case .virtual: return "generated (virtual), never in the WAL"
    case nil: break
    }
    if !column.canSelect { return "this role may not SELECT it" }
    if let publication, !publication.holds(column, of: table) {
      return "not in the publication's column list"
    }
    return nil
  }

  /// The columns that name a row in events.
  package func keyColumns(_ table: Table) -> [Column] {
    table.keyColumns { isStreamed($0, of: table) }
  }

  /// What to know of a table's replica identity; nothing where it has none that is usable.
  package func remarks(_ entry: Entry) -> IdentityRemarks {
    guard entry.gap == nil else { return IdentityRemarks() }
    return entry.table.identityRemarks(entry.leaves, key: keyColumns(entry.table))
  }

  private func isStreamed(_ column: Column, of table: Table) -> Bool {
    !flags.excludes(column, of: table) && reason(column, of: table) == nil
  }

  /// Why the columns of the primary key identify no row: one of them is not streamed. Nil if
  /// all of them are, or others do.
  package func keyReason(_ table: Table) -> String? {
    let missing = table.primaryKey.filter { !isStreamed($0, of: table) }
    guard !missing.isEmpty, keyColumns(table).isEmpty else { return nil }
    let names = missing.map(\.name.text).joined(separator: ", ")
    return "\(names) of the primary key is left out"
  }

  private func safe(_ comment: String?) -> String? {
    let text = YAMLText.comment(comment ?? "")
    return text.isEmpty ? nil : text
  }

  /// What becomes of the values of a column whose databrewType is not the exact one.
  package struct Loss: Sendable, Equatable {
    package var table: QualifiedName
    package var column: Identifier
    /// As the database formats it.
    package var formatted: String
    package var type: DatabrewType
    package var classification: TypeMapping.Classification
  }

  /// The columns of a table whose databrewType, as the flags have it, is not exact.
  package func losses(_ table: Table) -> [Loss] {
    guard flags.numeric != .exact || !flags.overrides.isEmpty else { return [] }
    return table.columns.compactMap { column in
      guard !flags.excludes(column, of: table), reason(column, of: table) == nil else { return nil }
      let type = TypeMapping.databrewType(
        for: column.type, numeric: flags.numeric, wanted: wantedType(of: column, of: table)
      ).type
      let classification = TypeMapping.classification(of: type, over: column.type)
      guard classification != .exact else { return nil }
      return Loss(
        table: table.name, column: column.name, formatted: column.type.formatted, type: type,
        classification: classification)
    }
  }
}
