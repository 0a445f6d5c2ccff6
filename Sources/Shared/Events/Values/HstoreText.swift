/// The text of an hstore as a JSON object (PostgreSQL documentation, appendix F, hstore).
enum HstoreText {
  private static let quote = UInt8(ascii: "\"")

  /// Appends the object; false where the text is not what `hstore_out` writes.
  static func append(
    _ bytes: borrowing Span<UInt8>, _ range: Range<Int>, into output: inout ByteBuffer
  ) -> Bool {
    var place = range.lowerBound
    let end = range.upperBound
    var scratch: [UInt8] = []
    output.append(UInt8(ascii: "{"))
    while place < end {
      if place > range.lowerBound {
        guard skip(", ", bytes, &place, end) else { return false }
        output.append(UInt8(ascii: ","))
      }
      guard text(bytes, &place, end, &scratch, into: &output), skip("=>", bytes, &place, end)
      else { return false }
      output.append(UInt8(ascii: ":"))
      if place < end, bytes[place] == quote {
        guard text(bytes, &place, end, &scratch, into: &output) else { return false }
      } else {
        guard skip("NULL", bytes, &place, end) else { return false }
        output.append("null")
      }
    }
    output.append(UInt8(ascii: "}"))
    return true
  }

  private static func skip(
    _ word: StaticString, _ bytes: borrowing Span<UInt8>, _ place: inout Int, _ end: Int
  ) -> Bool {
    guard end - place >= word.utf8CodeUnitCount else { return false }
    for index in 0..<word.utf8CodeUnitCount
    where unsafe bytes[place + index] != word.utf8Start[index] { return false }
    place += word.utf8CodeUnitCount
    return true
  }

  private static func text(
    _ bytes: borrowing Span<UInt8>, _ place: inout Int, _ end: Int, _ scratch: inout [UInt8],
    into output: inout ByteBuffer
  ) -> Bool {
    guard place < end, bytes[place] == quote else { return false }
    place += 1
    scratch.removeAll(keepingCapacity: true)
    while place < end, bytes[place] != quote {
      if bytes[place] == UInt8(ascii: "\\") { place += 1 }
      guard place < end else { return false }
      scratch.append(bytes[place])
      place += 1
    }
    guard place < end else { return false }
    place += 1
    JSONText.string(scratch.span, 0..<scratch.count, into: &output)
    return true
  }
}
