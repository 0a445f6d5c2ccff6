package import Diagnostics

/// Something that the user changed in the file and somebody changed in the database.
package struct Conflict: Sendable, Equatable {
  /// Like `orders.total: databrewType`.
  package var subject: String
  /// What the file says, and what it said.
  package var file: String
  /// What the database says, and what it said.
  package var database: String
  package var location: SourceLocation
}
