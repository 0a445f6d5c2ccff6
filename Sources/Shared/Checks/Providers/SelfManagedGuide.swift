/// A server that its user runs.
struct SelfManagedGuide: ProviderGuide {
  static let restart = Remedy(
    .command, "pg_ctl restart -D \"$PGDATA\"   # or: systemctl restart postgresql",
    by: "server administrator", restart: true, isNextStep: true)

  func walLevel() -> [Remedy] { set("wal_level", "logical", restart: true) }

  func set(_ name: String, _ value: String, restart: Bool) -> [Remedy] {
    [
      Remedy(
        .sql, "ALTER SYSTEM SET \(name) = '\(value)';", by: "superuser", restart: restart,
        stage: .settings),
      restart
        ? Self.restart
        : Remedy(
          .sql, "SELECT pg_reload_conf();", by: "superuser", stage: .settings, isNextStep: true),
    ]
  }

  func grantReplication(to role: String) -> [Remedy] {
    [Remedy(.sql, "ALTER ROLE \(role) REPLICATION;", by: "superuser")]
  }

  func admit(plugin: String, for role: String) -> [Remedy] {
    // One quoted name for each plugin: a string with commas would be one name, and allow none.
    [
      Remedy(.config, "plugin: pgoutput   # part of PostgreSQL itself"),
      Remedy(
        .sql, "ALTER ROLE \(role) SET output_plugin_libraries = 'pgoutput', '\(plugin)';",
        by: "superuser"),
      Remedy(
        .command, "apt install postgresql-VERSION-\(plugin)   # if the package is missing",
        by: "server administrator"),
    ]
  }

  func connection() -> [Remedy] {
    [
      Remedy(
        .config,
        "pg_hba.conf: hostssl DATABASE ROLE ADDRESS scram-sha-256   # a line for the database, not for replication",
        by: "server administrator"),
      Remedy(
        .sql, "SELECT pg_reload_conf();", by: "superuser", stage: .settings, isNextStep: true),
    ]
  }

  func failover() -> [Remedy] {
    [
      Remedy(
        .text,
        "17 and later: a slot with failover = true, sync_replication_slots on the standby, synchronized_standby_slots on the primary; before: extension pg_failover_slots",
        by: "server administrator")
    ]
  }
}
