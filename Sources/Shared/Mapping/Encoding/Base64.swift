/// PostgreSQL's `\x…` text of a bytea as base64 (RFC 4648, section 4).
enum Base64 {
  private static let alphabet = Array(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

  /// Appends the base64 text in quotes; false where the text is not `\x` and pairs of digits.
  static func append(
    hex bytes: borrowing Span<UInt8>, _ range: Range<Int>, into output: inout ByteBuffer
  ) -> Bool {
    var place = range.lowerBound
    let end = range.upperBound
    guard range.count >= 2, range.count % 2 == 0, bytes[place] == UInt8(ascii: "\\"),
      bytes[place + 1] == UInt8(ascii: "x")
    else { return false }
    place += 2
    output.append(UInt8(ascii: "\""))
    while place < end {
      var group: UInt32 = 0
      var size = 0
      while size < 3, place < end {
        guard let high = digit(bytes[place]), let low = digit(bytes[place + 1]) else {
          return false
        }
        group = group << 8 | UInt32(high << 4 | low)
        size += 1
        place += 2
      }
      group <<= UInt32(8 * (3 - size))
      for index in 0..<4 {
        let shift = UInt32(18 - 6 * index)
        output.append(
          index <= size ? alphabet[Int(group >> shift & 63)] : UInt8(ascii: "="))
      }
    }
    output.append(UInt8(ascii: "\""))
    return true
  }

  @inline(__always)
  private static func digit(_ byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
    default: nil
    }
  }
}
