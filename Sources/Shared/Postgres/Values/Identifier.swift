/// A name in a database, compared and hashed over its bytes.
///
/// Swift's `String` compares by canonical equivalence and walks by grapheme, so two distinct
/// tables (NFC and NFD) would be one key, and a quote followed by a combining accent would
/// not be seen as a quote. PostgreSQL knows only bytes; so does this type.
package struct Identifier: Sendable, Hashable, Comparable, CustomStringConvertible,
  ExpressibleByStringLiteral
{
  /// The name as in the catalog, unquoted.
  package let text: String

  /// Wraps a name as in the catalog.
  package init(_ text: String) { self.text = text }
  /// Wraps a literal.
  package init(stringLiteral value: String) { self.text = value }

  /// The name in double quotes, each quote in it doubled: safe in any SQL or walsender command.
  package var quoted: String { Quoting.wrap(text, in: UInt8(ascii: "\"")) }

  /// The bare name; never to be put into SQL.
  package var description: String { text }

  package static func == (a: Self, b: Self) -> Bool {
    // Texts that differ for Swift differ in their bytes, which is faster to compare.
    a.text == b.text && a.text.utf8.elementsEqual(b.text.utf8)
  }
  package static func < (a: Self, b: Self) -> Bool {
    a.text.utf8.lexicographicallyPrecedes(b.text.utf8)
  }
  package func hash(into hasher: inout Hasher) {
    for byte in text.utf8 { hasher.combine(byte) }
    hasher.combine(UInt8(0xFF))
  }
}

extension Identifier: Codable {
  package init(from decoder: any Decoder) throws {
    text = try decoder.singleValueContainer().decode(String.self)
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(text)
  }
}
