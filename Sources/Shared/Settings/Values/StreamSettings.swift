package import Diagnostics
package import Postgres

/// A table to be streamed, and its columns, as the file describes them.
package struct StreamSettings: Sendable, Equatable {
  package var table: QualifiedName
  /// The name as the file writes it; it is the event's `stream`.
  package var written: String
  package var columns: [ColumnSettings]
  package var location: SourceLocation

  /// Makes a stream.
  package init(
    table: QualifiedName, written: String, columns: [ColumnSettings],
    location: SourceLocation = SourceLocation(file: "", line: 1, column: 1)
  ) {
    self.table = table
    self.written = written
    self.columns = columns
    self.location = location
  }
}
