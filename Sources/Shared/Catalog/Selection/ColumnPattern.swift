package import Postgres

/// A pattern for columns: `column`, `table.column` or `schema.table.column`, each part a glob.
package struct ColumnPattern: Sendable, Equatable {
  /// As it was written.
  package let text: String
  private let parts: [Glob]

  /// A pattern; nil if a quote is not closed or a part is empty.
  package init?(_ text: String) {
    guard let parts = Glob.parts(of: text), parts.count <= 3 else { return nil }
    self.text = text
    self.parts = parts
  }

  /// Whether a column matches; parts that are not written match everything.
  package func matches(_ column: Identifier, of table: QualifiedName) -> Bool {
    zip([column, table.name, table.schema], parts.reversed()).allSatisfy { $1.matches($0) }
  }
}

extension ColumnPattern: Codable {
  package init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let text = try container.decode(String.self)
    guard let pattern = Self(text) else {
      throw DecodingError.dataCorruptedError(
        in: container, debugDescription: "`\(text)` is not a pattern")
    }
    self = pattern
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(text)
  }
}
