/// Writes diagnostics for a person, as compilers do.
package enum DiagnosticRenderer {
  /// One or more lines for each, with the line of the file and a caret; no final newline.
  package static func text(_ diagnostics: [Diagnostic], source: [UInt8], style: Style) -> String {
    let lines = source.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    return diagnostics.map { diagnostic in
      let place = diagnostic.location
      let severity =
        switch diagnostic.severity {
        case .error: style.red("error")
        case .warning: style.yellow("warning")
        case .info: "info"
        }
      var text =
        style.bold("\(TerminalText.sanitized(place.description)): ") + severity + ": "
        + TerminalText.sanitized(diagnostic.message) + style.dim(" [\(diagnostic.code)]")
      if place.line >= 1, place.line <= lines.count {
        let bytes = lines[place.line - 1].prefix(160)
        // A tab takes one column, as in the place.
        let line = String(
          decoding: bytes.map { $0 == UInt8(ascii: "\t") ? UInt8(ascii: " ") : $0 }, as: UTF8.self)
        if !line.utf8.contains(where: { $0 < 0x20 && $0 != 0x0D }) {
          text += "\n  \(TerminalText.sanitized(line.filter { $0 != "\r" }))"
          text +=
            "\n  " + String(repeating: " ", count: max(0, min(place.column, 160) - 1))
            + style.green("^")
        }
      }
      if let hint = diagnostic.hint { text += "\n  hint: \(TerminalText.sanitized(hint))" }
      return text
    }.joined(separator: "\n")
  }
}
