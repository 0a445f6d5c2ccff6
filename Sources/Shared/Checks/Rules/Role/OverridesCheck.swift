/// Settings that the role or the database brings.
struct OverridesCheck: Check {
  let id = "role-overrides"
  let group = Group.role
  let needs: [FactFamily] = [.overrides]
  let page = CheckPage(
    "Settings of the role and the database",
    when: "always",
    finds: "what `ALTER ROLE … SET` and `ALTER DATABASE … SET` bring into this role's sessions",
    why:
      "such a setting is in no file of the server; blink-run pins what would change a value's text or end its snapshot, the rest holds",
    severity: "note; the checks of the single settings weigh them",
    remedies: ["`ALTER ROLE … RESET name`, `ALTER DATABASE … RESET name`."],
    sources: [
      CheckPage.postgres("sql-alterrole.html"), CheckPage.postgres("sql-alterdatabase.html"),
    ])

  /// Where the setting itself is weighed.
  private static let checks = [
    "idle_in_transaction_session_timeout": "idle-in-transaction-timeout",
    "transaction_timeout": "transaction-timeout", "statement_timeout": "statement-timeout",
    "default_transaction_read_only": "read-only-default",
    "wal_sender_timeout": "wal-sender-timeout", "output_plugin_libraries": "plugin-allowed",
    "datestyle": "session-formats", "intervalstyle": "session-formats",
    "timezone": "session-formats", "bytea_output": "session-formats",
    "extra_float_digits": "session-formats",
  ]

  func findings(_ facts: Facts) -> [Finding] {
    facts.overrides.map { override in
      let role = override.role.map { "role \($0)" }
      let database = override.database.map { "database \($0)" }
      let owner = [role, database].compactMap { $0 }.joined(separator: " in ")
      let check = Self.checks[override.name.lowercased()].map { " (\($0))" } ?? ""
      return finding(
        .info, override.name,
        "\(owner.isEmpty ? "every role" : owner) sets \(override.name) = \(override.value)\(check)")
    }
  }
}
