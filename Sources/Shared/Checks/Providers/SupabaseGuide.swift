/// Supabase, where the WAL is logical already.
struct SupabaseGuide: ProviderGuide {
  func walLevel() -> [Remedy] { set("wal_level", "logical", restart: true) }

  func set(_ name: String, _ value: String, restart: Bool) -> [Remedy] {
    [
      Remedy(
        .command,
        "supabase --experimental --project-ref PROJECT postgres-config update --config \(name)=\(value)"
          + (restart ? "" : " --no-restart"), by: "project owner", restart: restart)
    ]
  }

  func grantReplication(to role: String) -> [Remedy] {
    [
      Remedy(.sql, "ALTER ROLE \(role) WITH REPLICATION;", by: "postgres, from 17"),
      Remedy(.config, "user: postgres   # before 17 only this role replicates"),
    ]
  }

  func address() -> [Remedy] {
    [
      Remedy(
        .config,
        "host: db.PROJECT.supabase.co, port: 5432   # never Supavisor (pooler.supabase.com, 6543)"),
      Remedy(
        .text, "that host has IPv6 only, unless the project has the IPv4 add-on",
        by: "project owner"),
    ]
  }

  func failover() -> [Remedy] {
    [Remedy(.text, "restoring a project drops its slots: take a new snapshot afterwards")]
  }
}
