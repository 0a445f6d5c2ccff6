import Postgres

/// One part of a pattern: `*` matches any text, `?` one character; text in double
/// quotes is literal. Compared byte for byte.
struct Glob: Sendable, Equatable {
  private var pieces: [Piece] = []

  private enum Piece: Equatable {
    case byte(UInt8)
    case character
    case anything
  }

  /// The parts of a pattern between dots outside quotes; nil if a quote is not closed or a
  /// part is empty.
  static func parts(of text: String) -> [Glob]? {
    var parts = [Glob()]
    var isQuoted = false
    let bytes = Array(text.utf8)
    var place = 0
    while place < bytes.count {
      let byte = bytes[place]
      place += 1
      switch byte {
      case UInt8(ascii: "\""):
        if isQuoted, place < bytes.count, bytes[place] == byte {
          parts[parts.count - 1].pieces.append(.byte(byte))
          place += 1
        } else {
          isQuoted.toggle()
        }
      case UInt8(ascii: ".") where !isQuoted: parts.append(Glob())
      case UInt8(ascii: "*") where !isQuoted: parts[parts.count - 1].pieces.append(.anything)
      case UInt8(ascii: "?") where !isQuoted: parts[parts.count - 1].pieces.append(.character)
      default: parts[parts.count - 1].pieces.append(.byte(byte))
      }
    }
    return !isQuoted && parts.allSatisfy { !$0.pieces.isEmpty } ? parts : nil
  }

  /// Glob matching with one place to come back to, so that time is at most quadratic.
  func matches(_ name: Identifier) -> Bool {
    let bytes = Array(name.text.utf8)
    var place = 0
    var at = 0
    var star: (pattern: Int, place: Int)?
    while place < bytes.count {
      if at < pieces.count, pieces[at] == .anything {
        star = (at, place)
        at += 1
      } else if at < pieces.count, pieces[at] == .character {
        at += 1
        place = Self.next(bytes, place)
      } else if at < pieces.count, pieces[at] == .byte(bytes[place]) {
        at += 1
        place += 1
      } else if let back = star {
        at = back.pattern + 1
        place = Self.next(bytes, back.place)
        star = (back.pattern, place)
      } else {
        return false
      }
    }
    return pieces[at...].allSatisfy { $0 == .anything }
  }

  /// The place after the character at `place`.
  private static func next(_ bytes: [UInt8], _ place: Int) -> Int {
    var next = place + 1
    while next < bytes.count, bytes[next] & 0xC0 == 0x80 { next += 1 }
    return next
  }
}
