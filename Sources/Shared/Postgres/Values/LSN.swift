/// A position in the write-ahead log, in bytes (PostgreSQL's `pg_lsn`).
///
/// Compared as a number: servers from 19 pad the text with zeros.
package struct LSN: Sendable, Hashable, Comparable, CustomStringConvertible {
  package let value: UInt64

  /// Wraps a byte position.
  package init(_ value: UInt64) { self.value = value }

  /// `0/0`, PostgreSQL's invalid position.
  package static let zero = LSN(0)

  /// Reads `X/X`: two hexadecimal numbers of 1 to 8 digits; nil for anything else.
  package init?(_ text: some StringProtocol) {
    let halves = text.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
    guard halves.count == 2, let high = Self.half(halves[0]), let low = Self.half(halves[1])
    else { return nil }
    value = high << 32 | low
  }

  private static func half(_ digits: some Collection<UInt8>) -> UInt64? {
    guard (1...8).contains(digits.count) else { return nil }
    var result: UInt64 = 0
    for byte in digits {
      let digit: UInt8
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"): digit = byte - UInt8(ascii: "0")
      case UInt8(ascii: "a")...UInt8(ascii: "f"): digit = byte - UInt8(ascii: "a") + 10
      case UInt8(ascii: "A")...UInt8(ascii: "F"): digit = byte - UInt8(ascii: "A") + 10
      default: return nil
      }
      result = result << 4 | UInt64(digit)
    }
    return result
  }

  /// `X/X` in upper case without padding, as servers up to 18 print it.
  package var description: String {
    String(value >> 32, radix: 16, uppercase: true) + "/"
      + String(value & 0xFFFF_FFFF, radix: 16, uppercase: true)
  }

  package static func < (a: Self, b: Self) -> Bool { a.value < b.value }
}
