/// Azure Database for PostgreSQL, Flexible Server.
struct AzureGuide: ProviderGuide {
  func walLevel() -> [Remedy] { set("wal_level", "logical", restart: true) }

  func set(_ name: String, _ value: String, restart: Bool) -> [Remedy] {
    guard name != "max_slot_wal_keep_size" else {
      return [
        Remedy(
          .text,
          "Azure does not allow setting max_slot_wal_keep_size: set an alert on the storage used",
          by: "Azure administrator")
      ]
    }
    let change = Remedy(
      .command,
      "az postgres flexible-server parameter set -g GROUP -s SERVER --name \(name) --value \(value)",
      by: "Azure administrator", restart: restart)
    guard restart else { return [change] }
    return [
      change,
      Remedy(
        .command, "az postgres flexible-server restart -g GROUP -n SERVER",
        by: "Azure administrator", restart: true, isNextStep: true),
    ]
  }

  func grantReplication(to role: String) -> [Remedy] {
    [Remedy(.sql, "ALTER ROLE \(role) REPLICATION;", by: "a member of azure_pg_admin")]
  }

  func network() -> [Remedy] {
    [
      Remedy(
        .command,
        "az postgres flexible-server firewall-rule create -g GROUP -n SERVER --rule-name blink --start-ip-address ADDRESS --end-ip-address ADDRESS",
        by: "Azure administrator")
    ]
  }

  func address() -> [Remedy] {
    [Remedy(.config, "port: 5432   # 6432 is the built-in PgBouncer")]
  }

  func failover() -> [Remedy] {
    [
      Remedy(
        .text,
        "17 and later: failover = true and sync_replication_slots; before: pg_failover_slots in shared_preload_libraries. High availability itself takes 4 slots",
        by: "Azure administrator")
    ]
  }
}
