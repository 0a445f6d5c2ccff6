import Postgres

extension FactQuery {
  /// `pg_settings`, to be read before any setting of ours.
  static func settings(_ version: Int) -> FactQuery {
    FactQuery(
      .settings, PackageResources.settings_sql, version: version,
      right: "GRANT pg_read_all_settings TO $ROLE;"
    ) { rows, facts in
      for row in 0..<rows.count {
        facts.server.settings[rows[row: row, name: "name"] ?? ""] = ServerFacts.Setting(
          value: rows[row: row, name: "setting"] ?? "", unit: rows[row: row, name: "unit"],
          context: rows[row: row, name: "context"] ?? "",
          source: rows[row: row, name: "source"] ?? "",
          isPendingRestart: rows.bool(row, "pending_restart") ?? false)
      }
    }
  }

  /// `ALTER ROLE … SET` and `ALTER DATABASE … SET`.
  static func overrides(_ version: Int) -> FactQuery {
    FactQuery(.overrides, PackageResources.overrides_sql, version: version) { rows, facts in
      facts.overrides = (0..<rows.count).map { row in
        let parts = (rows[row: row, name: "setting"] ?? "").split(
          separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        return SettingOverride(
          database: rows[row: row, name: "database"], role: rows[row: row, name: "role"],
          name: String(parts.first ?? ""), value: parts.count > 1 ? String(parts[1]) : "")
      }
    }
  }
}
