import Diagnostics

/// The commands that follow `init`, to be copied.
struct NextSteps {
  var host, port, database, user: String
  /// As the user named the file; nil for the default.
  var file: String?
  /// Whether `.env` holds the values.
  var hasVariables = false

  /// Lines for stderr; never a password.
  var lines: [String] {
    let argument = file.map { " " + ShellText.word($0) } ?? ""
    let values = [
      ("DATABASE_HOST", host), ("DATABASE_PORT", port), ("DATABASE_USER", user),
      ("DATABASE_NAME", database),
    ]
    return ["next:"]
      + (hasVariables
        ? []
        : values.map { "  export \($0.0)=\(TerminalText.sanitized(ShellText.word($0.1)))" })
      + [
        hasVariables
          ? "  # put DATABASE_PASSWORD into .env, unless PGPASSWORD or ~/.pgpass has it"
          : "  # and DATABASE_PASSWORD, unless PGPASSWORD or ~/.pgpass has it",
        "  blink-schema doctor\(TerminalText.sanitized(argument))",
        "  blink-run\(TerminalText.sanitized(argument))",
      ]
  }
}
