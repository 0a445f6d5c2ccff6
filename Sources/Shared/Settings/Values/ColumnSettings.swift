package import Diagnostics
package import Postgres

/// A column as the file describes it.
package struct ColumnSettings: Sendable, Equatable {
  package var name: Identifier
  package var databrewType: DatabrewType
  /// The database's type as the file spells it; nil where the file leaves it out.
  package var nativeConnectorType: String?
  package var pk: Bool
  package var nullable: Bool
  /// The members of a `JSON` column, where the file lists them.
  package var columns: [ColumnSettings]
  package var location: SourceLocation

  /// Makes a column.
  package init(
    name: Identifier, databrewType: DatabrewType, nativeConnectorType: String? = nil,
    pk: Bool = false, nullable: Bool = true, columns: [ColumnSettings] = [],
    location: SourceLocation = SourceLocation(file: "", line: 1, column: 1)
  ) {
    self.name = name
    self.databrewType = databrewType
    self.nativeConnectorType = nativeConnectorType
    self.pk = pk
    self.nullable = nullable
    self.columns = columns
    self.location = location
  }
}
