/// PostgreSQL's text of numbers as JSON numbers, digit for digit.
enum NumberText {
  private static let zero = UInt8(ascii: "0")
  private static let nine = UInt8(ascii: "9")
  private static let minus = UInt8(ascii: "-")
  private static let point = UInt8(ascii: ".")

  @inline(__always)
  private static func isDigit(_ byte: UInt8) -> Bool { byte >= zero && byte <= nine }

  /// Appends an integer in `minimum...maximum`; a fraction of zeros is dropped.
  ///
  /// Gives false, with nothing said about the output, where the text is not such a number.
  static func integer(
    _ bytes: borrowing Span<UInt8>, _ range: Range<Int>, minimum: Int64, maximum: UInt64,
    quoted: Bool, into output: inout ByteBuffer
  ) -> Bool {
    var place = range.lowerBound
    let end = range.upperBound
    let negative = place < end && bytes[place] == minus
    if negative { place += 1 }
    let first = place
    var value: UInt64 = 0
    while place < end, isDigit(bytes[place]) {
      let (product, over) = value.multipliedReportingOverflow(by: 10)
      let (sum, carried) = product.addingReportingOverflow(UInt64(bytes[place] - zero))
      if over || carried { return false }
      value = sum
      place += 1
    }
    guard place > first else { return false }
    if bytes[first] == zero, place - first > 1 { return false }
    if negative ? value > minimum.magnitude : value > maximum { return false }
    let digits = place
    if place < end {
      guard bytes[place] == point, place + 1 < end else { return false }
      for rest in (place + 1)..<end where bytes[rest] != zero { return false }
    }
    if quoted { output.append(UInt8(ascii: "\"")) }
    if negative && value != 0 { output.append(minus) }
    output.append(bytes, first..<digits)
    if quoted { output.append(UInt8(ascii: "\"")) }
    return true
  }

  /// Appends a number as it stands, `NaN` and the infinities as strings.
  static func float(
    _ bytes: borrowing Span<UInt8>, _ range: Range<Int>, into output: inout ByteBuffer
  ) -> Bool {
    guard isNumber(bytes, range) else {
      let special =
        matches(bytes, range, "NaN") || matches(bytes, range, "Infinity")
        || matches(bytes, range, "-Infinity")
      if special { JSONText.string(bytes, range, into: &output) }
      return special
    }
    output.append(bytes, range)
    return true
  }

  private static func matches(
    _ bytes: borrowing Span<UInt8>, _ range: Range<Int>, _ word: StaticString
  ) -> Bool {
    guard range.count == word.utf8CodeUnitCount else { return false }
    for index in 0..<range.count
    where unsafe bytes[range.lowerBound + index] != word.utf8Start[index] { return false }
    return true
  }

  /// Whether the text is a number in JSON's grammar (RFC 8259, section 6).
  private static func isNumber(_ bytes: borrowing Span<UInt8>, _ range: Range<Int>) -> Bool {
    var place = range.lowerBound
    let end = range.upperBound
    if place < end, bytes[place] == minus { place += 1 }
    guard place < end, isDigit(bytes[place]) else { return false }
    if bytes[place] == zero {
      place += 1
    } else {
      while place < end, isDigit(bytes[place]) { place += 1 }
    }
    if place < end, bytes[place] == point {
      let first = place + 1
      place = first
      while place < end, isDigit(bytes[place]) { place += 1 }
      if place == first { return false }
    }
    if place < end, bytes[place] | 0x20 == UInt8(ascii: "e") {
      place += 1
      if place < end, bytes[place] == minus || bytes[place] == UInt8(ascii: "+") { place += 1 }
      let first = place
      while place < end, isDigit(bytes[place]) { place += 1 }
      if place == first { return false }
    }
    return place == end
  }
}
