import Diagnostics
import Postgres

/// The commands that follow `init`, to be copied.
struct NextSteps {
  var host, port, database, user: String
  /// As the user named the file; nil for the default.
  var file: String?
  /// Whether `.env` holds the values.
  var hasVariables = false

  /// Lines for stderr; never a password.
  var lines: [String] {
    let argument = file.map { " " + Self.shell($0) } ?? ""
    let values = [
      ("DATABASE_HOST", host), ("DATABASE_PORT", port), ("DATABASE_USER", user),
      ("DATABASE_NAME", database),
    ]
    return ["next:"]
      + (hasVariables
        ? []
        : values.map { "  export \($0.0)=\(TerminalText.sanitized(Self.shell($0.1)))" })
      + [
        hasVariables
          ? "  # put DATABASE_PASSWORD into .env, unless PGPASSWORD or ~/.pgpass has it"
          : "  # and DATABASE_PASSWORD, unless PGPASSWORD or ~/.pgpass has it",
        "  blink-schema doctor\(TerminalText.sanitized(argument))",
        "  blink-run\(TerminalText.sanitized(argument))",
      ]
  }

  /// One word for a POSIX shell, in quotes only where it needs them.
  static func shell(_ value: String) -> String {
    let plain = Set("_-./:@%+,".utf8)
    let isPlain =
      !value.isEmpty
      && value.utf8.allSatisfy { byte in
        (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
          || plain.contains(byte)
      }
    if isPlain { return value }
    var bytes = [UInt8(ascii: "'")]
    for byte in value.utf8 {
      if byte == UInt8(ascii: "'") { bytes += Array("'\\'".utf8) }
      bytes.append(byte)
    }
    bytes.append(UInt8(ascii: "'"))
    return String(decoding: bytes, as: UTF8.self)
  }
}
