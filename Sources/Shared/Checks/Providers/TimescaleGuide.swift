/// Timescale's cloud, where the WAL is logical already.
struct TimescaleGuide: ProviderGuide {
  func walLevel() -> [Remedy] { set("wal_level", "logical", restart: true) }

  func set(_ name: String, _ value: String, restart: Bool) -> [Remedy] {
    [
      Remedy(
        .text, "Console, Operations, Database parameters: \(name) = \(value)",
        by: "project administrator", restart: restart)
    ]
  }

  func grantReplication(to role: String) -> [Remedy] {
    [Remedy(.sql, "ALTER ROLE \(role) REPLICATION;", by: "tsdbadmin")]
  }

  func publish(_ statement: String, by owner: String) -> [Remedy] {
    [
      Remedy(.sql, statement, by: owner, stage: .publications),
      Remedy(
        .text,
        "rows of a hypertable are written to its chunks: see blink-schema doctor --explain hypertable"
      ),
    ]
  }

  func address() -> [Remedy] {
    [Remedy(.config, "host and port of the service, not of its connection pooler")]
  }

  func failover() -> [Remedy] {
    [Remedy(.text, "check the slot after every failover: blink-schema doctor --only slot")]
  }
}
