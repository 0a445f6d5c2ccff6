package import Postgres

/// A value that the configured type cannot hold, under `on_overflow: error`.
package struct EncodeError: Error, Sendable, Equatable {
  package var stream: String
  package var column: Identifier
  /// Length of PostgreSQL's text in bytes; the value itself is data and is not shown.
  package var length: Int

  /// Creates an error.
  package init(stream: String, column: Identifier, length: Int) {
    self.stream = stream
    self.column = column
    self.length = length
  }
}
