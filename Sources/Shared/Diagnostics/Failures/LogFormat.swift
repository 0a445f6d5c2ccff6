/// How a log is written where nobody sits at a terminal (`--log-format`).
package enum LogFormat: String, Sendable, CaseIterable {
  /// A time stamp, a level and a sentence.
  case text
  /// A JSON object a line: `ts`, `level`, `message`, and the entry's own fields.
  case json

  /// One line without a newline.
  ///
  /// - Parameter time: in UTC, as in `2026-11-30T08:48:54.123Z`.
  package func line(_ entry: LogEntry, at time: String) -> String {
    switch self {
    case .text:
      return "\(time) \(entry.level.rawValue): \(TerminalText.sanitized(entry.message))"
    case .json:
      let head: [(name: String, value: LogEntry.Value)] = [
        ("ts", .text(time)), ("level", .text(entry.level.rawValue)),
        ("message", .text(entry.message)),
      ]
      let members = (head + entry.fields).map { Self.quoted($0.name) + ":" + Self.json($0.value) }
      return "{" + members.joined(separator: ",") + "}"
    }
  }

  private static func json(_ value: LogEntry.Value) -> String {
    switch value {
    case .text(let text): quoted(text)
    case .number(let number): "\(number)"
    case .list(let texts): "[" + texts.map(quoted).joined(separator: ",") + "]"
    }
  }

  /// A JSON string (RFC 8259, section 7).
  private static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"", "\\": result += "\\\(scalar)"
      case "\n": result += "\\n"
      case "\0"..<" ", "\u{7F}"..<"\u{A0}":
        let digits = String(scalar.value, radix: 16)
        result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }
}
