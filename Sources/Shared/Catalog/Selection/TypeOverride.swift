/// A databrewType for some columns, as given in `--override`.
package struct TypeOverride: Sendable, Equatable, Codable {
  package var columns: ColumnPattern
  /// The databrewType's name; whether there is one of that name is for others to know.
  package var type: String

  /// Pairs columns with a type.
  package init(columns: ColumnPattern, type: String) {
    self.columns = columns
    self.type = type
  }
}
