/// Finds members of an event in its line, without reading the values.
package enum EventLine {
  private static let quote = UInt8(ascii: "\"")

  /// The place of a member's value in a line that holds a JSON object without white space between
  /// its tokens, as the encoder writes it; nil if the object has no such member, or the line
  /// no object.
  ///
  /// - Parameter line: where the line is in `bytes`.
  package static func value(
    of name: StaticString, in bytes: UnsafeRawBufferPointer, _ line: Range<Int>
  ) -> Range<Int>? {
    guard line.upperBound <= bytes.count, line.count > 2,
      unsafe bytes[line.lowerBound] == UInt8(ascii: "{")
    else { return nil }
    var place = line.lowerBound + 1
    while place < line.upperBound, unsafe bytes[place] == quote {
      let nameEnd = unsafe end(ofString: place, in: bytes, line.upperBound)
      guard nameEnd < line.upperBound, unsafe bytes[nameEnd] == UInt8(ascii: ":") else {
        return nil
      }
      let valueEnd = unsafe end(ofValue: nameEnd + 1, in: bytes, line.upperBound)
      if unsafe isSame(bytes, place + 1..<nameEnd - 1, name) { return nameEnd + 1..<valueEnd }
      guard valueEnd < line.upperBound, unsafe bytes[valueEnd] == UInt8(ascii: ",") else {
        return nil
      }
      place = valueEnd + 1
    }
    return nil
  }

  private static func isSame(
    _ bytes: UnsafeRawBufferPointer, _ range: Range<Int>, _ name: StaticString
  ) -> Bool {
    guard range.count == name.utf8CodeUnitCount else { return false }
    let letters = unsafe UnsafeBufferPointer(start: name.utf8Start, count: range.count)
    return unsafe bytes[range].elementsEqual(letters)
  }

  /// Where a string that begins at `start` has ended, or the limit.
  private static func end(
    ofString start: Int, in bytes: UnsafeRawBufferPointer, _ limit: Int
  ) -> Int {
    var place = start + 1
    while place < limit {
      let byte = unsafe bytes[place]
      if byte == quote { return place + 1 }
      place += byte == UInt8(ascii: "\\") ? 2 : 1
    }
    return limit
  }

  /// Where a value that begins at `start` has ended, or the limit.
  private static func end(
    ofValue start: Int, in bytes: UnsafeRawBufferPointer, _ limit: Int
  ) -> Int {
    var place = start
    var depth = 0
    while place < limit {
      switch unsafe bytes[place] {
      case quote:
        place = unsafe end(ofString: place, in: bytes, limit)
        continue
      case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        if depth == 0 { return place }
        depth -= 1
      case UInt8(ascii: ","): if depth == 0 { return place }
      default: break
      }
      place += 1
    }
    return limit
  }
}
