/// DigitalOcean's managed PostgreSQL, where the WAL is logical already.
struct DigitalOceanGuide: ProviderGuide {
  func walLevel() -> [Remedy] { set("wal_level", "logical", restart: true) }

  func set(_ name: String, _ value: String, restart: Bool) -> [Remedy] {
    [
      Remedy(
        .command,
        "doctl databases configuration update CLUSTER --engine pg --config-json '{\"\(name)\": \"\(value)\"}'",
        by: "team member", restart: restart)
    ]
  }

  func grantReplication(to role: String) -> [Remedy] {
    [Remedy(.sql, "ALTER USER \(role) REPLICATION;", by: "doadmin")]
  }

  func network() -> [Remedy] {
    [
      Remedy(.text, "add this machine to the cluster's trusted sources", by: "team member")
    ]
  }

  func address() -> [Remedy] {
    [Remedy(.config, "port: 25060   # 25061 is the connection pool")]
  }

  func failover() -> [Remedy] {
    [Remedy(.text, "17 and later: a slot with failover = true; check it after every maintenance")]
  }
}
