/// PostgreSQL's text of numbers as JSON numbers, digit for digit.
enum NumberText {
  private static let zero = UInt8(ascii: "0")
  private static let nine = UInt8(ascii: "9")
  private static let minus = UInt8(ascii: "-")
  private static let point = UInt8(ascii: ".")

  @inline(__always)
  private static func isDigit(_ byte: UInt8) -> Bool { byte >= zero && byte <= nine }

  /// Appends an integer in `limits`; a fraction of zeros is dropped.
  ///
  /// Returns false, with unspecified output, if the text is not such a number.
  static func integer(
    _ bytes: borrowing Span<UInt8>, _ range: Range<Int>, in limits: IntegerRange, quoted: Bool,
    into output: inout ByteBuffer
  ) -> Bool {
    guard let first = range.first else { return false }
    if limits != .int16, isPlain(bytes, range) {
      if quoted { output.append(UInt8(ascii: "\"")) }
      output.append(bytes, range)
      if quoted { output.append(UInt8(ascii: "\"")) }
      return true
    }
    let text = bytes.extracting(range)
    let negative = bytes[first] == minus
    let start = negative ? 1 : 0
    var place = start
    var value: UInt64 = 0
    // 19 digits always fit.
    let sure = min(text.count, start + 19)
    while place < sure, isDigit(text[place]) {
      value = value &* 10 &+ UInt64(text[place] &- zero)
      place += 1
    }
    while place < text.count, isDigit(text[place]) {
      let (product, over) = value.multipliedReportingOverflow(by: 10)
      let (sum, carried) = product.addingReportingOverflow(UInt64(text[place] - zero))
      if over || carried { return false }
      value = sum
      place += 1
    }
    guard place > start else { return false }
    if text[start] == zero, place - start > 1 { return false }
    if value > (negative ? limits.bounds.below : limits.bounds.above) { return false }
    let digits = place
    if place < text.count {
      guard text[place] == point, place + 1 < text.count else { return false }
      for rest in (place + 1)..<text.count where text[rest] != zero { return false }
    }
    if quoted { output.append(UInt8(ascii: "\"")) }
    if negative && value != 0 { output.append(minus) }
    output.append(bytes, (first + start)..<(first + digits))
    if quoted { output.append(UInt8(ascii: "\"")) }
    return true
  }

  /// Whether the text is up to eight digits, the first not a zero: a number of every range of 32
  /// bits and more, unchanged.
  @inline(__always)
  private static func isPlain(_ bytes: borrowing Span<UInt8>, _ range: Range<Int>) -> Bool {
    guard range.count <= 8, bytes.count - range.lowerBound >= 8, bytes[range.lowerBound] != zero
    else { return false }
    let word = unsafe bytes.withUnsafeBytes { bytes in
      unsafe bytes.loadUnaligned(fromByteOffset: range.lowerBound, as: UInt64.self)
    }
    // What follows the text is shifted out; a byte beyond nine gets its highest bit.
    let digits = (UInt64(littleEndian: word) ^ 0x3030_3030_3030_3030) << (64 - 8 * range.count)
    return ((digits &+ 0x7676_7676_7676_7676) | digits) & 0x8080_8080_8080_8080 == 0
  }

  /// Appends a number unchanged, `NaN` and the infinities as strings.
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
    let text = bytes.extracting(range)
    let end = text.count
    var place = 0
    if place < end, text[place] == minus { place += 1 }
    guard place < end, isDigit(text[place]) else { return false }
    if text[place] == zero {
      place += 1
    } else {
      while place < end, isDigit(text[place]) { place += 1 }
    }
    if place < end, text[place] == point {
      let first = place + 1
      place = first
      while place < end, isDigit(text[place]) { place += 1 }
      if place == first { return false }
    }
    if place < end, text[place] | 0x20 == UInt8(ascii: "e") {
      place += 1
      if place < end, text[place] == minus || text[place] == UInt8(ascii: "+") { place += 1 }
      let first = place
      while place < end, isDigit(text[place]) { place += 1 }
      if place == first { return false }
    }
    return place == end
  }
}
