import Diagnostics

/// The next commands after `init`, ready to copy.
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
          ? "  # add DATABASE_PASSWORD to .env, unless it is in PGPASSWORD or ~/.pgpass"
          : "  # and DATABASE_PASSWORD, unless it is in PGPASSWORD or ~/.pgpass",
        "  blink-schema doctor\(TerminalText.sanitized(argument))",
        "  blink-run\(TerminalText.sanitized(argument))",
      ]
  }
}
