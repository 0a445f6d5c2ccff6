/// A table's schema and name.
package struct QualifiedName: Sendable, Hashable, Comparable, Codable, CustomStringConvertible {
  package var schema: Identifier
  package var name: Identifier

  /// Joins a schema and a name.
  package init(schema: Identifier, name: Identifier) {
    self.schema = schema
    self.name = name
  }

  /// Both parts quoted, for SQL.
  package var quoted: String { "\(schema.quoted).\(name.quoted)" }

  /// `schema.table`, each part quoted only where the configuration's grammar needs it: a part with a
  /// dot, or one that begins with a double quote.
  package var description: String { "\(Self.written(schema)).\(Self.written(name))" }

  /// One part as the configuration writes it.
  package static func written(_ part: Identifier) -> String {
    let bytes = part.text.utf8
    let plain = !bytes.contains(UInt8(ascii: ".")) && bytes.first != UInt8(ascii: "\"")
    return plain ? part.text : part.quoted
  }

  package static func < (a: Self, b: Self) -> Bool {
    a.schema == b.schema ? a.name < b.name : a.schema < b.schema
  }
}
