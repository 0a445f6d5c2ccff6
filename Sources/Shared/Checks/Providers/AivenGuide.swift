/// Aiven for PostgreSQL, where the WAL is logical already.
struct AivenGuide: ProviderGuide {
  func walLevel() -> [Remedy] { set("wal_level", "logical", restart: true) }

  func set(_ name: String, _ value: String, restart: Bool) -> [Remedy] {
    [
      Remedy(
        .command, "avn service update SERVICE -c pg.\(name)=\(value)", by: "project administrator",
        restart: restart)
    ]
  }

  func grantReplication(to role: String) -> [Remedy] {
    [Remedy(.sql, "ALTER USER \(role) REPLICATION;", by: "avnadmin")]
  }

  func publish(_ statement: String, by owner: String) -> [Remedy] {
    [
      Remedy(.sql, statement, by: owner, stage: .publications),
      Remedy(
        .text,
        "for tables with other owners: CREATE EXTENSION aiven_extras, then aiven_extras.pg_create_publication(name, 'INSERT,UPDATE,DELETE', VARIADIC tables)",
        by: "avnadmin"),
    ]
  }

  func network() -> [Remedy] {
    [
      Remedy(
        .text, "add this machine's address to the service's allow-list", by: "administrator")
    ]
  }

  func address() -> [Remedy] {
    [Remedy(.config, "port of the service itself, not of its PgBouncer pools")]
  }

  func failover() -> [Remedy] {
    [Remedy(.text, "17 and later: a slot with failover = true; check it after every maintenance")]
  }
}
