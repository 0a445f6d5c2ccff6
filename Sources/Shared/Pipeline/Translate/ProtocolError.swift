package import Postgres

/// A message that cannot come at this point of a stream, or about something nobody described.
package struct ProtocolError: Error, Sendable, Equatable, CustomStringConvertible {
  package var description: String
  /// The commit position of the transaction it came in.
  package var transaction: LSN?

  /// Makes an error.
  package init(_ description: String, transaction: LSN? = nil) {
    self.description = description
    self.transaction = transaction
  }
}
