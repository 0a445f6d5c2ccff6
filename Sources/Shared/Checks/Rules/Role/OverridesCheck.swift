/// Settings that come from the role or the database.
struct OverridesCheck: Check {
  let id = "role-overrides"
  let group = Group.role
  let needs: [FactFamily] = [.overrides]
  let page = CheckPage(
    "Settings of the role and the database",
    when: "always",
    finds:
      "settings of this role's sessions that come from `ALTER ROLE … SET` and `ALTER DATABASE … SET`",
    why:
      "such a setting is not in any of the server's files; blink-run overrides those that would change a value's text or end its snapshot, the others apply",
    severity: "note; the checks of the individual settings judge them",
    remedies: ["`ALTER ROLE … RESET name`, `ALTER DATABASE … RESET name`."],
    sources: [
      CheckPage.postgres("sql-alterrole.html"), CheckPage.postgres("sql-alterdatabase.html"),
    ])

  /// The check that judges the setting.
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
