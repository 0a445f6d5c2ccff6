package import Postgres

/// A pattern for names, as pg_dump's but without folding: `*` stands for anything, `?` for one
/// character; what stands in double quotes stands for itself. Compared byte for byte.
package struct NamePattern: Sendable, Equatable {
  /// As it was written.
  package let text: String
  /// One for each part between dots outside quotes.
  private let parts: [[Piece]]

  private enum Piece: Equatable {
    case byte(UInt8)
    case character
    case anything
  }

  /// A pattern; nil where a quote is not closed or a part is empty.
  package init?(_ text: String) {
    self.text = text
    var parts: [[Piece]] = [[]]
    var isQuoted = false
    let bytes = Array(text.utf8)
    var place = 0
    while place < bytes.count {
      let byte = bytes[place]
      place += 1
      switch byte {
      case UInt8(ascii: "\""):
        if isQuoted, place < bytes.count, bytes[place] == byte {
          parts[parts.count - 1].append(.byte(byte))
          place += 1
        } else {
          isQuoted.toggle()
        }
      case UInt8(ascii: ".") where !isQuoted: parts.append([])
      case UInt8(ascii: "*") where !isQuoted: parts[parts.count - 1].append(.anything)
      case UInt8(ascii: "?") where !isQuoted: parts[parts.count - 1].append(.character)
      default: parts[parts.count - 1].append(.byte(byte))
      }
    }
    guard !isQuoted, parts.allSatisfy({ !$0.isEmpty }), parts.count <= 2 else { return nil }
    self.parts = parts
  }

  /// Whether the pattern has a schema's part.
  package var isQualified: Bool { parts.count == 2 }

  /// Whether a table matches; without a schema's part, in every schema.
  package func matches(_ table: QualifiedName) -> Bool {
    guard isQualified else { return Self.matches(table.name, parts[0]) }
    return Self.matches(table.schema, parts[0]) && Self.matches(table.name, parts[1])
  }

  /// Whether a schema matches.
  package func matches(schema: Identifier) -> Bool {
    !isQualified && Self.matches(schema, parts[0])
  }

  /// Glob matching with one place to come back to, so that time is at most quadratic.
  private static func matches(_ name: Identifier, _ pattern: [Piece]) -> Bool {
    let bytes = Array(name.text.utf8)
    var place = 0
    var at = 0
    var star: (pattern: Int, place: Int)?
    while place < bytes.count {
      if at < pattern.count, pattern[at] == .anything {
        star = (at, place)
        at += 1
      } else if at < pattern.count, pattern[at] == .character {
        at += 1
        place = next(bytes, place)
      } else if at < pattern.count, pattern[at] == .byte(bytes[place]) {
        at += 1
        place += 1
      } else if let back = star {
        at = back.pattern + 1
        place = next(bytes, back.place)
        star = (back.pattern, place)
      } else {
        return false
      }
    }
    return pattern[at...].allSatisfy { $0 == .anything }
  }

  /// The place after the character at `place`.
  private static func next(_ bytes: [UInt8], _ place: Int) -> Int {
    var next = place + 1
    while next < bytes.count, bytes[next] & 0xC0 == 0x80 { next += 1 }
    return next
  }
}
