/// Text of bytes that are not all UTF-8.
enum EscapedText {
  /// The characters, and `\xNN` for each byte that belongs to none.
  static func text(_ bytes: borrowing Span<UInt8>, _ range: Range<Int>) -> String {
    var result = ""
    var rest = range
    while !rest.isEmpty {
      let length = (1...4).first { count in
        count <= rest.count
          && (try? UTF8Span(
            validating: bytes.extracting(rest.lowerBound..<(rest.lowerBound + count)))) != nil
      }
      if let length {
        let character = (0..<length).map { bytes[rest.lowerBound + $0] }
        result += String(decoding: character, as: UTF8.self)
      } else {
        let digits = String(bytes[rest.lowerBound], radix: 16)
        result += "\\x" + (digits.utf8.count == 1 ? "0" : "") + digits
      }
      rest = (rest.lowerBound + (length ?? 1))..<rest.upperBound
    }
    return result
  }
}
