/// PostgreSQL's `\x…` text of a bytea as base64 (RFC 4648, section 4).
enum Base64 {
  private static let alphabet: StaticString =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"

  /// Appends any bytes as base64 text in quotes.
  static func append(
    _ bytes: borrowing Span<UInt8>, _ range: Range<Int>, into output: inout ByteBuffer
  ) {
    let digits = Array("0123456789abcdef".utf8)
    var hex = Array("\\x".utf8)
    for place in range {
      hex.append(digits[Int(bytes[place] >> 4)])
      hex.append(digits[Int(bytes[place] & 15)])
    }
    _ = append(hex: hex.span, 0..<hex.count, into: &output)
  }

  /// Appends the base64 text in quotes; false where the text is not `\x` and pairs of digits.
  static func append(
    hex bytes: borrowing Span<UInt8>, _ range: Range<Int>, into output: inout ByteBuffer
  ) -> Bool {
    guard range.count >= 2, range.count % 2 == 0,
      bytes[range.lowerBound] == UInt8(ascii: "\\"),
      bytes[range.lowerBound + 1] == UInt8(ascii: "x")
    else { return false }
    let digits = bytes.extracting((range.lowerBound + 2)..<range.upperBound)
    var isHexadecimal = true
    output.append(UInt8(ascii: "\""))
    let room = (digits.count / 2 + 2) / 3 * 4
    unsafe output.fill(room) { output in
      let letters = unsafe alphabet.utf8Start
      var place = 0
      var written = 0
      while place < digits.count {
        let size = min(3, (digits.count - place) / 2)
        var group: UInt32 = 0
        for index in 0..<3 {
          group <<= 8
          guard index < size else { continue }
          let pair = value(digits[place]) << 4 | value(digits[place + 1])
          if pair > 0xFF { isHexadecimal = false }
          group |= UInt32(pair & 0xFF)
          place += 2
        }
        for index in 0..<4 {
          let letter = Int(group >> UInt32(18 - 6 * index)) & 63
          unsafe output[written] = index <= size ? letters[letter] : UInt8(ascii: "=")
          written += 1
        }
      }
      return written
    }
    output.append(UInt8(ascii: "\""))
    return isHexadecimal
  }

  /// A digit's value; 0x100 and more, also behind a shift, for what is none.
  @inline(__always)
  private static func value(_ byte: UInt8) -> Int {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): Int(byte &- UInt8(ascii: "0"))
    case UInt8(ascii: "a")...UInt8(ascii: "f"): Int(byte &- UInt8(ascii: "a") &+ 10)
    default: 0x100
    }
  }
}
