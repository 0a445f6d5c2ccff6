import Diagnostics

extension NextSteps {
  /// One word for a shell that a terminal shows as it is: what a terminal must not receive is
  /// written as octal escapes in `$'…'`, which bash, zsh and ksh read (POSIX has it since 2024).
  static func printable(_ value: String) -> String {
    let plain = ShellText.word(value)
    guard TerminalText.sanitized(plain) != plain else { return plain }
    var result = "$'"
    for scalar in value.unicodeScalars {
      let text = String(scalar)
      if scalar == "'" || scalar == "\\" {
        result += "\\" + text
      } else if TerminalText.sanitized(text) == text {
        result += text
      } else {
        for byte in text.utf8 {
          let digits = String(byte, radix: 8)
          result += "\\" + String(repeating: "0", count: 3 - digits.utf8.count) + digits
        }
      }
    }
    return result + "'"
  }
}
