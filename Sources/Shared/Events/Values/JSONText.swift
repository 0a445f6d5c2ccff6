/// The pieces of JSON that events consist of (docs/reference/events.md).
package enum JSONText {
  private static let hex = Array("0123456789abcdef".utf8)

  /// Appends a string in quotes; escaped are only `"`, `\` and controls.
  @inline(__always)
  package static func string(
    _ bytes: borrowing Span<UInt8>, _ range: Range<Int>, into output: inout ByteBuffer
  ) {
    output.append(UInt8(ascii: "\""))
    escaped(bytes, range, into: &output)
    output.append(UInt8(ascii: "\""))
  }

  /// Appends a string's content without the quotes.
  @inline(__always)
  package static func escaped(
    _ bytes: borrowing Span<UInt8>, _ range: Range<Int>, into output: inout ByteBuffer
  ) {
    var place = range.lowerBound
    while true {
      place = output.append(bytes, place..<range.upperBound, until: .escaped)
      guard place < range.upperBound else { return }
      escape(bytes[place], into: &output)
      place += 1
    }
  }

  /// A string in quotes as an array, for what is written once and used often.
  package static func string(_ text: String) -> [UInt8] {
    var output = ByteBuffer()
    let bytes = Array(text.utf8)
    string(bytes.span, 0..<bytes.count, into: &output)
    return unsafe output.withBytes { bytes in unsafe Array(bytes) }
  }

  private static func escape(_ byte: UInt8, into output: inout ByteBuffer) {
    let letter: UInt8
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"): letter = byte
    case 0x0A: letter = UInt8(ascii: "n")
    case 0x09: letter = UInt8(ascii: "t")
    case 0x0D: letter = UInt8(ascii: "r")
    case 0x08: letter = UInt8(ascii: "b")
    case 0x0C: letter = UInt8(ascii: "f")
    default:
      output.append("\\u00")
      output.append(hex[Int(byte >> 4)])
      return output.append(hex[Int(byte & 0xF)])
    }
    unsafe output.fill(2) { room in
      unsafe room[0] = UInt8(ascii: "\\")
      unsafe room[1] = letter
      return 2
    }
  }

  /// Appends a JSON value that the server has checked, CR and LF between its tokens as spaces.
  ///
  /// Inside a string of valid JSON neither can occur unescaped, so every such byte is between
  /// tokens.
  package static func embedded(
    _ bytes: borrowing Span<UInt8>, _ range: Range<Int>, into output: inout ByteBuffer
  ) {
    var place = range.lowerBound
    while true {
      place = output.append(bytes, place..<range.upperBound, until: .lineEnds)
      guard place < range.upperBound else { return }
      output.append(UInt8(ascii: " "))
      place += 1
    }
  }
}
