/// Text from a database, a file or a server, made safe for a terminal and for one log line.
package enum TerminalText {
  /// The text with every control character (C0, DEL, C1), line break and bidirectional control
  /// written as `\xHH` of its bytes: a name can then neither move the cursor nor forge a line.
  package static func sanitized(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: isHarmful) else { return text }
    var result = ""
    for scalar in text.unicodeScalars {
      guard isHarmful(scalar) else {
        result.unicodeScalars.append(scalar)
        continue
      }
      for byte in String(scalar).utf8 {
        let digits = String(byte, radix: 16)
        result += "\\x" + (digits.utf8.count < 2 ? "0" : "") + digits
      }
    }
    return result
  }

  private static func isHarmful(_ scalar: UnicodeScalar) -> Bool {
    switch scalar.value {
    case 0..<0x20, 0x7F..<0xA0, 0x200E, 0x200F, 0x2028...0x202E, 0x2066...0x2069: true
    default: false
    }
  }
}
