package import Postgres

/// Why an event cannot be written. Values are data and are not shown.
package enum EncodeError: Error, Sendable, Equatable {
  /// A value that the configured type cannot hold, under `on_overflow: error`.
  ///
  /// - Parameters:
  ///   - type: the column's type at this place of the WAL, as `format_type` writes it.
  ///   - length: of PostgreSQL's text, in bytes.
  case misfit(stream: String, column: Identifier, type: String, length: Int)
  /// A text that is not valid UTF-8, under `on_invalid_text: error`.
  case invalidText(stream: String, column: Identifier, length: Int)
  /// A change that does not say which row it is of, under `on_missing_key: error`.
  case unnamed(stream: String)
}
