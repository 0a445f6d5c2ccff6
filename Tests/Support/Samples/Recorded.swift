/// Messages of protocol versions 1 and 2, put together from the protocol's own description by the
/// inverse of what the decoder does.
package enum Recorded {
  package static func bytes(_ parts: Any...) -> [UInt8] {
    var result: [UInt8] = []
    for part in parts {
      switch part {
      case let tag as Character: result.append(tag.asciiValue ?? 0)
      case let value as UInt8: result.append(value)
      case let value as Int16: result += big(UInt64(UInt16(bitPattern: value)), 2)
      case let value as Int32: result += big(UInt64(UInt32(bitPattern: value)), 4)
      case let value as UInt64: result += big(value, 8)
      case let text as String: result += Array(text.utf8) + [0]
      case let column as Column: result += column.bytes
      default: preconditionFailure("\(part)")
      }
    }
    return result
  }

  private static func big(_ value: UInt64, _ count: Int) -> [UInt8] {
    (0..<count).reversed().map { UInt8(truncatingIfNeeded: value >> UInt64(8 * $0)) }
  }

  package enum Column {
    case null, unchanged
    case text(String)

    var bytes: [UInt8] {
      switch self {
      case .null: [UInt8(ascii: "n")]
      case .unchanged: [UInt8(ascii: "u")]
      case .text(let text):
        [UInt8(ascii: "t")] + big(UInt64(text.utf8.count), 4) + Array(text.utf8)
      }
    }
  }

  package static let begin = bytes(
    "B" as Character, UInt64(0x153B810), UInt64(817_000_000), Int32(771))
  package static let commit = bytes(
    "C" as Character, UInt8(0), UInt64(0x153B810), UInt64(0x153B900), UInt64(817_000_000))
  package static let origin = bytes("O" as Character, UInt64(77), "elsewhere")
  package static let relation = bytes(
    "R" as Character, Int32(16_385), "public", "t", "d" as Character, Int16(2), UInt8(1), "id",
    Int32(23), Int32(-1), UInt8(0), "v", Int32(25), Int32(-1))
  package static let type = bytes("Y" as Character, Int32(16_390), "public", "mood")
  package static let insert = bytes(
    "I" as Character, Int32(16_385), "N" as Character, Int16(2), Column.text("7"), Column.null)
  package static let update = bytes(
    "U" as Character, Int32(16_385), "K" as Character, Int16(2), Column.text("6"), Column.null,
    "N" as Character, Int16(2), Column.text("7"), Column.unchanged)
  package static let updateFull = bytes(
    "U" as Character, Int32(16_385), "O" as Character, Int16(2), Column.text("6"),
    Column.text("old"), "N" as Character, Int16(2), Column.text("7"), Column.text("new"))
  package static let delete = bytes(
    "D" as Character, Int32(16_385), "K" as Character, Int16(2), Column.text("7"), Column.null)
  package static let truncate = bytes(
    "T" as Character, Int32(2), UInt8(3), Int32(16_385), Int32(16_386))
  package static let logical = bytes(
    "M" as Character, UInt8(1), UInt64(0x16B3748), "blink", Int32(3), UInt8(1), UInt8(2), UInt8(3))

  package static let streamStart = bytes("S" as Character, Int32(742), UInt8(1))
  package static let streamStop = bytes("E" as Character)
  package static let streamCommit = bytes(
    "c" as Character, Int32(742), UInt8(0), UInt64(0x153B810), UInt64(0x153B900),
    UInt64(817_000_000))
  package static let streamAbort = bytes("A" as Character, Int32(742), Int32(743))

  /// A message as it comes within a block of protocol version 2: with the subtransaction's xid
  /// behind its tag.
  package static func streamed(_ message: [UInt8], xid: Int32) -> [UInt8] {
    Array(message[..<1]) + bytes(xid) + message[1...]
  }

  package static let all = [
    begin, commit, origin, relation, type, insert, update, updateFull, delete, truncate, logical,
    streamStart, streamStop, streamCommit, streamAbort,
  ]
}
