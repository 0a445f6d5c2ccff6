/// What the server reports of a table in the file.
package struct StreamFacts: Sendable {
  package var exists = true
  /// Whether policies hide rows from this role.
  package var hidesRows = false
  /// Whether its owner is a superuser.
  package var isOfSuperuser = false
  /// Whether some column may be read.
  package var mayReadSome = true
  /// Bytes with its large values, without indexes; of all partitions.
  package var bytes = 0
  /// The part stored outside the rows.
  package var toastBytes = 0
  /// Rows as the statistics have them; of all partitions; nil before the first ANALYZE.
  package var rows: Int?
  /// For a missing table: tables with similar names.
  package var suggestions: [String] = []

  /// An ordinary table.
  package init() {}
}
