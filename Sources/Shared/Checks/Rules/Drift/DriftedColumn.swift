import Catalog
import Postgres
import Settings
import Types

/// A column of the file beside the database's, and how their types agree.
struct DriftedColumn {
  let subject: String
  let settings: ColumnSettings
  let actual: Column
  let fit: TypeMapping.Classification
  /// Whether `nativeConnectorType` is narrower than the database's type, or another one.
  let isOtherNative: Bool
  /// What holds every value.
  let suggestion: TypeMapping.Suggestion

  /// The columns of the file that are in the database and are `wanted`: not all are kept, since
  /// there may be very many.
  static func all(
    _ facts: Facts, where wanted: (DriftedColumn) -> Bool
  ) -> [DriftedColumn] {
    Streams.present(facts).flatMap { stream, table in
      stream.columns.compactMap { settings in
        guard let actual = table.column(named: settings.name) else { return nil }
        let column = DriftedColumn(settings, actual, table)
        return wanted(column) ? column : nil
      }
    }
  }

  private init(_ settings: ColumnSettings, _ actual: Column, _ table: Table) {
    subject = "\(table.name).\(settings.name)"
    self.settings = settings
    self.actual = actual
    let agreement =
      settings.nativeConnectorType.map { TypeMapping.nativeNamesAgree($0, with: actual.type) }
      ?? .agree
    isOtherNative = agreement == .databaseWider || agreement == .incompatible
    fit = TypeMapping.classification(of: settings.databrewType, over: actual.type)
    suggestion = TypeMapping.databrewType(for: actual.type, defaultSchema: table.name.schema)
  }

  /// Whether values could not fit.
  var isDrifted: Bool { isOtherNative || fit == .incompatible }
  /// Whether the file asks for less, knowing the database's type.
  var isOverride: Bool { !isDrifted && (fit == .narrowing || fit == .lossy) }
}
