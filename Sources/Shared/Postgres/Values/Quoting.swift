/// Quoting over bytes, the only way a name or a literal gets into a statement.
package enum Quoting {
  /// `text` as an SQL string literal under `standard_conforming_strings = on`; a text with a
  /// backslash takes the `E''` form, which reads the same whatever that setting is.
  package static func literal(_ text: String) -> String {
    guard text.utf8.contains(UInt8(ascii: "\\")) else {
      return wrap(text, in: UInt8(ascii: "'"))
    }
    var doubled: [UInt8] = []
    for byte in text.utf8 {
      if byte == UInt8(ascii: "\\") { doubled.append(byte) }
      doubled.append(byte)
    }
    return " E" + wrap(String(decoding: doubled, as: UTF8.self), in: UInt8(ascii: "'"))
  }

  /// `text` between two `quote` bytes, each `quote` in it doubled.
  static func wrap(_ text: String, in quote: UInt8) -> String {
    var bytes: [UInt8] = [quote]
    bytes.reserveCapacity(text.utf8.count + 2)
    for byte in text.utf8 {
      if byte == quote { bytes.append(quote) }
      bytes.append(byte)
    }
    bytes.append(quote)
    return String(decoding: bytes, as: UTF8.self)
  }
}
