/// PostgreSQL's text of arrays as JSON arrays (PostgreSQL documentation, section 8.15.6).
enum ArrayText {
  private static let quote = UInt8(ascii: "\"")
  private static let backslash = UInt8(ascii: "\\")
  private static let open = UInt8(ascii: "{")
  private static let close = UInt8(ascii: "}")
  /// PostgreSQL's `MAXDIM`.
  private static let deepest = 6

  /// Appends an array; one whose bounds do not begin at 1 stays PostgreSQL's text, as a string.
  static func append(
    _ bytes: borrowing Span<UInt8>, _ range: Range<Int>, element: ScalarCodec, delimiter: UInt8,
    into output: inout ByteBuffer
  ) -> Bool {
    guard let first = range.first else { return false }
    if bytes[first] == UInt8(ascii: "[") {
      JSONText.string(bytes, range, into: &output)
      return true
    }
    var place = first
    var scratch: [UInt8] = []
    let fine = level(
      bytes, &place, range.upperBound, element, delimiter, 1, &scratch, into: &output)
    return fine && place == range.upperBound
  }

  /// One pair of braces and what is in it.
  private static func level(
    _ bytes: borrowing Span<UInt8>, _ place: inout Int, _ end: Int, _ element: ScalarCodec,
    _ delimiter: UInt8, _ depth: Int, _ scratch: inout [UInt8], into output: inout ByteBuffer
  ) -> Bool {
    guard place < end, bytes[place] == open, depth <= deepest else { return false }
    place += 1
    output.append(UInt8(ascii: "["))
    var isFirst = true
    while place < end {
      if bytes[place] == close, isFirst { break }
      if !isFirst { output.append(UInt8(ascii: ",")) }
      isFirst = false
      let fine =
        bytes[place] == open
        ? level(bytes, &place, end, element, delimiter, depth + 1, &scratch, into: &output)
        : item(bytes, &place, end, element, delimiter, &scratch, into: &output)
      guard fine, place < end else { return false }
      if bytes[place] == close { break }
      guard bytes[place] == delimiter else { return false }
      place += 1
    }
    guard place < end else { return false }
    place += 1
    output.append(UInt8(ascii: "]"))
    return true
  }

  /// One element, quoted or bare.
  private static func item(
    _ bytes: borrowing Span<UInt8>, _ place: inout Int, _ end: Int, _ element: ScalarCodec,
    _ delimiter: UInt8, _ scratch: inout [UInt8], into output: inout ByteBuffer
  ) -> Bool {
    guard bytes[place] == quote else {
      let start = place
      while place < end, bytes[place] != delimiter, bytes[place] != close { place += 1 }
      if isNull(bytes, start..<place) {
        output.append("null")
        return true
      }
      return element.append(bytes, start..<place, into: &output)
    }
    place += 1
    let start = place
    scratch.removeAll(keepingCapacity: true)
    var hasEscapes = false
    while place < end, bytes[place] != quote {
      if bytes[place] == backslash {
        if !hasEscapes { for earlier in start..<place { scratch.append(bytes[earlier]) } }
        hasEscapes = true
        place += 1
        guard place < end else { return false }
      }
      if hasEscapes { scratch.append(bytes[place]) }
      place += 1
    }
    guard place < end else { return false }
    defer { place += 1 }
    return hasEscapes
      ? element.append(scratch.span, 0..<scratch.count, into: &output)
      : element.append(bytes, start..<place, into: &output)
  }

  private static func isNull(_ bytes: borrowing Span<UInt8>, _ range: Range<Int>) -> Bool {
    let start = range.lowerBound
    return range.count == 4 && bytes[start] == UInt8(ascii: "N")
      && bytes[start + 1] == UInt8(ascii: "U") && bytes[start + 2] == UInt8(ascii: "L")
      && bytes[start + 3] == UInt8(ascii: "L")
  }

  /// Appends what is between spaces (`int2vector`, `oidvector`).
  static func append(
    vector bytes: borrowing Span<UInt8>, _ range: Range<Int>, element: ScalarCodec,
    into output: inout ByteBuffer
  ) -> Bool {
    output.append(UInt8(ascii: "["))
    var place = range.lowerBound
    while place < range.upperBound {
      let start = place
      while place < range.upperBound, bytes[place] != UInt8(ascii: " ") { place += 1 }
      if start > range.lowerBound { output.append(UInt8(ascii: ",")) }
      guard element.append(bytes, start..<place, into: &output) else { return false }
      place += 1
    }
    output.append(UInt8(ascii: "]"))
    return true
  }
}
