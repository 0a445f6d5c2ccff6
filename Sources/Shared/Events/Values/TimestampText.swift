/// PostgreSQL's ISO text of a timestamp in the form of RFC 3339.
enum TimestampText {
  /// Appends the time in quotes: `T` for the space and `Z` for `+00`.
  ///
  /// What RFC 3339 cannot represent (infinity, years before 1 or after 9999) stays PostgreSQL's
  /// text; so does the missing offset of a timestamp without time zone.
  static func append(
    _ bytes: borrowing Span<UInt8>, _ range: Range<Int>, into output: inout ByteBuffer
  ) {
    let start = range.lowerBound
    let length = range.count
    let separator = start + 10
    let isPlain =
      length >= 19 && bytes[separator] == UInt8(ascii: " ") && bytes[start + 4] == UInt8(ascii: "-")
      && bytes[range.upperBound - 1] != UInt8(ascii: "C")
    guard isPlain else { return JSONText.string(bytes, range, into: &output) }
    var end = range.upperBound
    let hasZone =
      length >= 22 && bytes[end - 3] == UInt8(ascii: "+") && bytes[end - 2] == UInt8(ascii: "0")
      && bytes[end - 1] == UInt8(ascii: "0")
    if hasZone { end -= 3 }
    output.append(UInt8(ascii: "\""))
    output.append(bytes, start..<separator)
    output.append(UInt8(ascii: "T"))
    output.append(bytes, (separator + 1)..<end)
    if hasZone { output.append(UInt8(ascii: "Z")) }
    output.append(UInt8(ascii: "\""))
  }
}
