/// Scalars and comments of a YAML file that we write: hostile names must neither end a value
/// nor begin a variable.
package enum YAMLText {
  /// The text as a scalar: bare where every reader of YAML takes that for this text, else in
  /// double quotes. `${` is written in the configuration's escape, so that it reads back.
  package static func scalar(_ text: String) -> String {
    isBare(text) ? text : quoted(escapingVariables(text))
  }

  /// A text for a comment: one line, no controls, nothing that could begin a variable.
  ///
  /// - Parameter limit: the most characters; nil for all.
  package static func comment(_ text: String, limit: Int? = 120) -> String {
    if text.utf8.count <= limit ?? .max, isPlainComment(text) { return text }
    var result: [Unicode.Scalar] = []
    for scalar in text.unicodeScalars {
      if isUnprintable(scalar) || scalar == " " {
        // Runs of blanks, breaks and controls become one blank.
        if let last = result.last, last != " " { result.append(" ") }
      } else {
        if scalar == "{", let last = result.last, last == "$" || last == "#" { result.append(" ") }
        result.append(scalar)
      }
    }
    if result.last == " " { result.removeLast() }
    if let limit, result.count > limit { result = result.prefix(limit - 1) + ["…"] }
    var line = ""
    line.unicodeScalars.append(contentsOf: result)
    return line
  }

  /// Whether a comment can hold the text as it is: the fast path for most texts.
  private static func isPlainComment(_ text: String) -> Bool {
    var before = UInt8(ascii: " ")
    for byte in text.utf8 {
      guard (0x20..<0x7F).contains(byte), byte != UInt8(ascii: "{"), (byte, before) != (32, 32)
      else { return false }
      before = byte
    }
    return text.isEmpty || before != UInt8(ascii: " ")
  }

  /// Words that some reader of YAML takes for something else than text.
  private static let reserved: Set<String> = [
    "y", "n", "yes", "no", "on", "off", "true", "false", "null", "nan", "inf",
  ]

  private static func isBare(_ text: String) -> Bool {
    guard let first = text.utf8.first, isLetter(first) || first == UInt8(ascii: "_"),
      text.utf8.last != UInt8(ascii: " "), !reserved.contains(text.lowercased())
    else { return false }
    return text.utf8.allSatisfy { byte in
      isLetter(byte) || (48...57).contains(byte) || allowed.contains(byte)
    }
  }

  /// Nothing of it means anything within a plain scalar of a block.
  private static let allowed = Set("_ .-<>[]()".utf8)

  private static func isLetter(_ byte: UInt8) -> Bool {
    (65...90).contains(byte) || (97...122).contains(byte)
  }

  /// `${…}` as `${{…}}`; a `${` that is never closed is itself.
  private static func escapingVariables(_ text: String) -> String {
    let bytes = Array(text.utf8)
    var result: [UInt8] = []
    var place = 0
    while place < bytes.count {
      if bytes[place...].starts(with: "${".utf8),
        let end = bytes[(place + 2)...].firstIndex(of: UInt8(ascii: "}"))
      {
        result += Array("${{".utf8) + bytes[(place + 2)..<end] + Array("}}".utf8)
        place = end + 1
      } else {
        result.append(bytes[place])
        place += 1
      }
    }
    return String(decoding: result, as: UTF8.self)
  }

  private static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      case "\t": result += "\\t"
      case _ where isUnprintable(scalar):
        result += scalar.value < 0x100 ? "\\x" : "\\u"
        result += hex(scalar.value, scalar.value < 0x100 ? 2 : 4)
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }

  /// What YAML does not admit in a file, what breaks a line, and what reorders one.
  private static func isUnprintable(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0..<0x20, 0x7F..<0xA0, 0x200E, 0x200F, 0x2028...0x202E, 0x2066...0x2069, 0xFEFF,
      0xFFFE, 0xFFFF:
      true
    default: false
    }
  }

  private static func hex(_ value: UInt32, _ width: Int) -> String {
    let digits = String(value, radix: 16)
    return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
  }
}
