package import Diagnostics

/// The `.env` file: `NAME=value` a line, `export` allowed, `#` comments, single quotes literal,
/// double quotes with `\n`, `\"` and `\\`. Nothing in it is substituted.
package enum EnvFile {
  /// Reads a file's bytes.
  package static func parse(_ bytes: [UInt8], file: String) throws(Failure) -> [String: String] {
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw Failure(.configuration, "the file is not UTF-8", subject: file)
    }
    var result: [String: String] = [:]
    let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    for (index, raw) in lines.enumerated() {
      var line = trimmed(raw)
      if line.isEmpty || line.hasPrefix("#") { continue }
      if line.hasPrefix("export ") { line = trimmed(line.dropFirst(7)) }
      guard let equals = line.firstIndex(of: "="), isName(trimmed(line[..<equals])) else {
        throw Failure(
          .configuration, "a line that is not NAME=value", subject: "\(file):\(index + 1):1",
          remedies: ["write NAME=value, with quotes around a value with spaces"])
      }
      guard let value = value(trimmed(line[line.index(after: equals)...])) else {
        throw Failure(
          .configuration, "a quote is not closed, or something follows it",
          subject: "\(file):\(index + 1):1",
          remedies: ["write one quoted value a line; within double quotes \\\" is a quote"])
      }
      result[String(trimmed(line[..<equals]))] = value
    }
    return result
  }

  private static func trimmed(_ text: some StringProtocol) -> Substring {
    var result = Substring(text)
    while let first = result.first, first == " " || first == "\t" { result = result.dropFirst() }
    while let last = result.last, last == " " || last == "\t" || last == "\r" {
      result = result.dropLast()
    }
    return result
  }

  private static func isName(_ text: Substring) -> Bool {
    guard let first = text.utf8.first, !(48...57).contains(first) else { return false }
    return text.utf8.allSatisfy { byte in
      (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
        || byte == 95
    }
  }

  private static func value(_ text: Substring) -> String? {
    guard let quote = text.first, quote == "'" || quote == "\"" else {
      // A comment may follow an unquoted value after white space.
      if let comment = text.firstRange(of: " #") {
        return String(trimmed(text[..<comment.lowerBound]))
      }
      return String(text)
    }
    var result = ""
    var isEscaped = false
    var rest = text.dropFirst()
    while let character = rest.first {
      rest = rest.dropFirst()
      if isEscaped {
        result.append(character == "n" ? "\n" : character)
        isEscaped = false
      } else if character == "\\", quote == "\"" {
        isEscaped = true
      } else if character == quote {
        // A shell would join what follows; leaving it out would be another value.
        let left = trimmed(rest)
        return left.isEmpty || left.hasPrefix("#") && left.startIndex != rest.startIndex
          ? result : nil
      } else {
        result.append(character)
      }
    }
    return nil
  }
}
