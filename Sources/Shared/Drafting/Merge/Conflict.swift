package import Diagnostics

/// Something that was changed both in the file and in the database.
package struct Conflict: Sendable, Equatable {
  /// Like `orders.total: databrewType`.
  package var subject: String
  /// The file's value, and its earlier value.
  package var file: String
  /// The database's value, and its earlier value.
  package var database: String
  package var location: SourceLocation
}
