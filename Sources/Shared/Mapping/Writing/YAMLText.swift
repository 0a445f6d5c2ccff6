/// Scalars and comments of a YAML file that we write: hostile names must neither end a value
/// nor begin a variable.
package enum YAMLText {
  /// The text as a scalar: bare where that is safe, else in double quotes. `${` is escaped so
  /// that the reader gives the same text again.
  package static func scalar(_ text: String) -> String {
    isBare(text) ? text : quoted(escapedVariables(text))
  }

  /// A text for a comment: one line, no controls, no variables, at most 120 characters.
  package static func comment(_ text: String) -> String {
    var result = ""
    var length = 0
    for scalar in text.unicodeScalars {
      if length == 120 {
        result += "…"
        break
      }
      let isControl = scalar.value < 0x20 || (0x7F..<0xA0).contains(scalar.value)
      let isBidi =
        (0x2028...0x202E).contains(scalar.value) || (0x2066...0x2069).contains(scalar.value)
      if isBidi || scalar.value == 0xFEFF { continue }
      result.unicodeScalars.append(isControl ? " " : scalar)
      length += 1
    }
    return result.split(separator: " ").joined(separator: " ")
      .replacingPairs("${", with: "$ {").replacingPairs("#{", with: "# {")
  }

  /// Words that YAML or a reader of YAML takes for something else than text.
  private static let reserved: Set<String> = [
    "y", "n", "yes", "no", "on", "off", "true", "false", "null", "nan", "inf",
  ]

  private static func isBare(_ text: String) -> Bool {
    guard let first = text.utf8.first, isLetter(first) || first == UInt8(ascii: "_"),
      !reserved.contains(text.lowercased())
    else { return false }
    let isPlain = text.utf8.allSatisfy { byte in
      isLetter(byte) || (48...57).contains(byte) || byte == UInt8(ascii: "_")
        || byte == UInt8(ascii: " ") || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "<")
        || byte == UInt8(ascii: ">") || byte == UInt8(ascii: "[") || byte == UInt8(ascii: "]")
        || byte == UInt8(ascii: "-")
    }
    return isPlain && text.utf8.last != UInt8(ascii: " ")
  }

  private static func isLetter(_ byte: UInt8) -> Bool {
    (65...90).contains(byte) || (97...122).contains(byte)
  }

  /// `${` as `${{`, its closing brace as `}}`: the configuration's escape.
  private static func escapedVariables(_ text: String) -> String {
    guard let start = text.firstRange(of: "${") else { return text }
    let head = text[..<start.lowerBound]
    let rest = text[start.upperBound...]
    guard let end = rest.firstIndex(of: "}") else { return text }
    return head + "${{" + rest[..<end] + "}}"
      + escapedVariables(String(rest[rest.index(after: end)...]))
  }

  private static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 0x22: result += "\\\""
      case 0x5C: result += "\\\\"
      case 0x0A: result += "\\n"
      case 0x0D: result += "\\r"
      case 0x09: result += "\\t"
      case 0..<0x20, 0x7F..<0xA0: result += "\\x" + hex(scalar.value, 2)
      case 0x2028, 0x2029, 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069, 0xFEFF:
        result += "\\u" + hex(scalar.value, 4)
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }

  private static func hex(_ value: UInt32, _ width: Int) -> String {
    let digits = String(value, radix: 16)
    return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
  }
}

extension String {
  fileprivate func replacingPairs(_ pair: String, with other: String) -> String {
    var result = self
    while let found = result.firstRange(of: pair) { result.replaceSubrange(found, with: other) }
    return result
  }
}
