/// Google Cloud SQL; `--database-flags` replaces the whole list.
struct CloudSQLGuide: ProviderGuide {
  func walLevel() -> [Remedy] { flag("cloudsql.logical_decoding", "on", restart: true) }

  func set(_ name: String, _ value: String, restart: Bool) -> [Remedy] {
    flag(name, value, restart: restart)
  }

  private func flag(_ name: String, _ value: String, restart: Bool) -> [Remedy] {
    [
      Remedy(
        .command,
        "gcloud sql instances patch INSTANCE --database-flags=\(name)=\(value),EVERY_OTHER_FLAG=…   # the list is replaced as a whole",
        by: "Google Cloud administrator", restart: restart)
    ]
  }

  func grantReplication(to role: String) -> [Remedy] {
    [Remedy(.sql, "ALTER USER \(role) WITH REPLICATION;", by: "a member of cloudsqlsuperuser")]
  }

  func network() -> [Remedy] {
    [
      Remedy(
        .text, "add this machine to the authorized networks, or connect through the Auth Proxy",
        by: "Google Cloud administrator")
    ]
  }

  func failover() -> [Remedy] {
    [
      Remedy(
        .text, "slots survive a failover of a regional instance; up to 15 read replicas have none")
    ]
  }
}
