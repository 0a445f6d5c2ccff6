package import Postgres

/// A pattern for tables or schemas, as pg_dump's but without folding: `table` or
/// `schema.table`, each part a glob.
package struct NamePattern: Sendable, Equatable {
  /// As it was written.
  package let text: String
  private let parts: [Glob]

  /// A pattern; nil if a quote is not closed or a part is empty.
  package init?(_ text: String) {
    guard let parts = Glob.parts(of: text), parts.count <= 2 else { return nil }
    self.text = text
    self.parts = parts
  }

  /// Whether the pattern has a schema's part.
  package var isQualified: Bool { parts.count == 2 }

  /// Whether a table matches; without a schema's part, in every schema.
  package func matches(_ table: QualifiedName) -> Bool {
    guard isQualified else { return parts[0].matches(table.name) }
    return parts[0].matches(table.schema) && parts[1].matches(table.name)
  }

  /// Whether a schema matches.
  package func matches(schema: Identifier) -> Bool { !isQualified && parts[0].matches(schema) }
}

extension NamePattern: Codable {
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
