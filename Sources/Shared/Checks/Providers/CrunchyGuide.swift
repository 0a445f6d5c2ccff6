/// Crunchy Bridge, where the WAL is logical already.
struct CrunchyGuide: ProviderGuide {
  func walLevel() -> [Remedy] { set("wal_level", "logical", restart: true) }

  func set(_ name: String, _ value: String, restart: Bool) -> [Remedy] {
    [
      Remedy(
        .command, "cb config set --cluster CLUSTER \(name)=\(value)", by: "team administrator",
        restart: restart)
    ]
  }

  func grantReplication(to role: String) -> [Remedy] {
    [Remedy(.sql, "ALTER ROLE \(role) REPLICATION;", by: "postgres")]
  }

  func network() -> [Remedy] {
    [
      Remedy(.text, "allow this machine's address in the cluster's network settings")
    ]
  }

  func address() -> [Remedy] {
    [Remedy(.config, "port: 5432   # 5431 is the built-in PgBouncer")]
  }

  func failover() -> [Remedy] {
    [Remedy(.text, "check the slot after every failover: blink-schema doctor --only slot")]
  }
}
