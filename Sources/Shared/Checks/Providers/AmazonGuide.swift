/// RDS and Aurora; Aurora has its settings in the cluster's parameter group.
struct AmazonGuide: ProviderGuide {
  let isAurora: Bool

  func walLevel() -> [Remedy] {
    // wal_level itself cannot be set there: this parameter sets it.
    modify("rds.logical_replication", "1", restart: true)
  }

  func set(_ name: String, _ value: String, restart: Bool) -> [Remedy] {
    modify(name, value, restart: restart)
  }

  private func modify(_ name: String, _ value: String, restart: Bool) -> [Remedy] {
    let group = isAurora ? "cluster-parameter-group" : "parameter-group"
    let method = restart ? "pending-reboot" : "immediate"
    let change = Remedy(
      .command,
      "aws rds modify-db-\(group) --db-\(group)-name GROUP --parameters"
        + " \"ParameterName=\(name),ParameterValue=\(value),ApplyMethod=\(method)\"",
      by: "AWS administrator", restart: restart)
    guard restart else { return [change] }
    return [
      change,
      Remedy(
        .command,
        "aws rds reboot-db-instance --db-instance-identifier \(isAurora ? "WRITER" : "INSTANCE")",
        by: "AWS administrator", restart: true, isNextStep: true),
    ]
  }

  func grantReplication(to role: String) -> [Remedy] {
    [Remedy(.sql, "GRANT rds_replication TO \(role);", by: "rds_superuser")]
  }

  func network() -> [Remedy] {
    [
      Remedy(
        .text, "allow this machine's address in the instance's security group, port 5432",
        by: "AWS administrator")
    ]
  }

  func address() -> [Remedy] {
    [
      Remedy(
        .config,
        isAurora
          ? "host: the cluster (writer) endpoint, not a reader or custom one, not RDS Proxy"
          : "host: the instance's endpoint, not RDS Proxy")
    ]
  }

  func certificate() -> [Remedy] {
    [
      Remedy(
        .config, "sslmode: verify-full and sslrootcert: the RDS certificate bundle of your region")
    ]
  }

  func failover() -> [Remedy] {
    [
      Remedy(
        .text,
        isAurora
          ? "slots live in the cluster's storage and survive a failover of the writer"
          : "a Multi-AZ instance keeps its slots; a Multi-AZ cluster copies them from 14.8-R2 and 15.3-R2",
        by: "AWS administrator")
    ]
  }
}
