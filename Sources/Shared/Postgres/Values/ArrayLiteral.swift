/// PostgreSQL's text form of one-dimensional arrays (documentation, section 8.15.6).
package enum ArrayLiteral {
  private static let quote = UInt8(ascii: "\"")
  private static let backslash = UInt8(ascii: "\\")

  /// `{"a","b",NULL}`: every element quoted, so that no text can be misread.
  package static func text(_ elements: [String?]) -> String {
    var bytes: [UInt8] = [UInt8(ascii: "{")]
    for (index, element) in elements.enumerated() {
      if index > 0 { bytes.append(UInt8(ascii: ",")) }
      guard let element else {
        bytes.append(contentsOf: "NULL".utf8)
        continue
      }
      bytes.append(quote)
      for byte in element.utf8 {
        if byte == quote || byte == backslash { bytes.append(backslash) }
        bytes.append(byte)
      }
      bytes.append(quote)
    }
    bytes.append(UInt8(ascii: "}"))
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The elements of a one-dimensional array; nil if the text is not one.
  package static func elements(_ text: String) -> [String?]? {
    let bytes = Array(text.utf8)
    guard bytes.first == UInt8(ascii: "{"), bytes.last == UInt8(ascii: "}"), bytes.count >= 2
    else { return nil }
    if bytes.count == 2 { return [] }
    var result: [String?] = []
    var place = 1
    let end = bytes.count - 1
    while place <= end {
      guard let element = element(bytes, &place, end) else { return nil }
      result.append(element.text)
      guard place < end else { break }
      guard bytes[place] == UInt8(ascii: ",") else { return nil }
      place += 1
    }
    return result
  }

  private struct Element { var text: String? }

  private static func element(_ bytes: [UInt8], _ place: inout Int, _ end: Int) -> Element? {
    var content: [UInt8] = []
    guard place < end, bytes[place] == quote else {
      while place < end, bytes[place] != UInt8(ascii: ",") {
        if bytes[place] == UInt8(ascii: "{") { return nil }
        content.append(bytes[place])
        place += 1
      }
      let text = String(decoding: content, as: UTF8.self)
      return Element(text: text == "NULL" ? nil : text)
    }
    place += 1
    while place < end, bytes[place] != quote {
      if bytes[place] == backslash { place += 1 }
      guard place < end else { return nil }
      content.append(bytes[place])
      place += 1
    }
    guard place < end else { return nil }
    place += 1
    return Element(text: String(decoding: content, as: UTF8.self))
  }
}
