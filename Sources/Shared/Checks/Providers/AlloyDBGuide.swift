/// Google AlloyDB.
struct AlloyDBGuide: ProviderGuide {
  func walLevel() -> [Remedy] { flag("alloydb.logical_decoding", "on", restart: true) }

  func set(_ name: String, _ value: String, restart: Bool) -> [Remedy] {
    flag(name, value, restart: restart)
  }

  private func flag(_ name: String, _ value: String, restart: Bool) -> [Remedy] {
    [
      Remedy(
        .command,
        "gcloud alloydb instances update INSTANCE --cluster=CLUSTER --region=REGION --database-flags=\(name)=\(value),EVERY_OTHER_FLAG=…   # the list is replaced as a whole",
        by: "Google Cloud administrator", restart: restart)
    ]
  }

  func grantReplication(to role: String) -> [Remedy] {
    [Remedy(.sql, "ALTER USER \(role) WITH REPLICATION;", by: "a member of alloydbsuperuser")]
  }

  func network() -> [Remedy] {
    [
      Remedy(
        .text, "there is no public address by default: use the Auth Proxy or a host in its network",
        by: "Google Cloud administrator")
    ]
  }

  func failover() -> [Remedy] {
    [Remedy(.text, "check the slot after every failover: blink-schema doctor --only slot")]
  }
}
