package import Postgres

/// The grammar of a stream's name: `table` or `schema.table`, byte for byte; a part in double
/// quotes may hold dots, and quotes doubled.
package enum StreamName {
  /// The table; nil where the text is not a name.
  package static func parse(_ text: String, defaultSchema: Identifier) -> QualifiedName? {
    let bytes = Array(text.utf8)
    var parts: [String] = []
    var place = 0
    while true {
      guard let part = part(bytes, &place) else { return nil }
      parts.append(part)
      if place == bytes.count { break }
      guard bytes[place] == UInt8(ascii: "."), parts.count < 2 else { return nil }
      place += 1
    }
    guard parts.allSatisfy({ (1...63).contains($0.utf8.count) }) else { return nil }
    return parts.count == 1
      ? QualifiedName(schema: defaultSchema, name: Identifier(parts[0]))
      : QualifiedName(schema: Identifier(parts[0]), name: Identifier(parts[1]))
  }

  private static func part(_ bytes: [UInt8], _ place: inout Int) -> String? {
    let quote = UInt8(ascii: "\"")
    var content: [UInt8] = []
    guard place < bytes.count, bytes[place] == quote else {
      while place < bytes.count, bytes[place] != UInt8(ascii: ".") {
        content.append(bytes[place])
        place += 1
      }
      return String(decoding: content, as: UTF8.self)
    }
    place += 1
    while place < bytes.count {
      if bytes[place] == quote {
        guard place + 1 < bytes.count, bytes[place + 1] == quote else {
          place += 1
          return String(decoding: content, as: UTF8.self)
        }
        place += 1
      }
      content.append(bytes[place])
      place += 1
    }
    return nil
  }
}
