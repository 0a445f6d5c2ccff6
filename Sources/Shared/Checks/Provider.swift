/// Who runs the server; decides the words of a remedy.
package enum Provider: String, Sendable, CaseIterable {
  case selfManaged = "self-managed"
  case rds, aurora, azure

  /// What users call it.
  package var title: String {
    switch self {
    case .selfManaged: "self-managed"
    case .rds: "Amazon RDS"
    case .aurora: "Amazon Aurora"
    case .azure: "Azure Database for PostgreSQL"
    }
  }

  /// Recognises the provider, by what the server holds before what its address looks like
  /// (doctor.md, section 2).
  static func detect(_ server: ServerFacts, host: String) -> (provider: Provider, evidence: String)
  {
    if server.isAurora { return (.aurora, "aurora_version() exists") }
    if server.settings.keys.contains(where: { $0.hasPrefix("rds.") }) {
      return (.rds, "rds.* settings")
    }
    if server.providerRoles.contains("rdsadmin") { return (.rds, "role rdsadmin") }
    if server.settings.keys.contains(where: { $0.hasPrefix("azure.") }) {
      return (.azure, "azure.* settings")
    }
    if server.providerRoles.contains("azure_pg_admin") { return (.azure, "role azure_pg_admin") }
    return fromHost(host)
  }

  /// The same by the address alone, for a server that did not answer.
  static func fromHost(_ host: String) -> (provider: Provider, evidence: String) {
    if host.hasSuffix(".rds.amazonaws.com") {
      return host.contains(".cluster-") ? (.aurora, "host name") : (.rds, "host name")
    }
    if host.hasSuffix(".postgres.database.azure.com") { return (.azure, "host name") }
    return (.selfManaged, "no provider's marks")
  }

  /// How a server setting is changed here.
  func set(_ name: String, _ value: String, restart: Bool) -> [Remedy] {
    switch self {
    case .selfManaged:
      var remedies = [
        Remedy(.sql, "ALTER SYSTEM SET \(name) = '\(value)';", by: "superuser", restart: restart)
      ]
      remedies.append(
        restart
          ? Remedy(
            .command, "pg_ctl restart -D \"$PGDATA\"   # or: systemctl restart postgresql",
            by: "server administrator", restart: true)
          : Remedy(.sql, "SELECT pg_reload_conf();", by: "superuser"))
      return remedies
    case .rds, .aurora:
      let isLogical = name == "wal_level"
      let parameter = isLogical ? "rds.logical_replication" : name
      let group = self == .aurora ? "cluster-parameter-group" : "parameter-group"
      let method = restart ? "pending-reboot" : "immediate"
      var remedies = [
        Remedy(
          .command,
          "aws rds modify-db-\(group) --db-\(group)-name GROUP --parameters"
            + " \"ParameterName=\(parameter),ParameterValue=\(isLogical ? "1" : value),ApplyMethod=\(method)\"",
          by: "AWS administrator", restart: restart)
      ]
      if restart {
        remedies.append(
          Remedy(
            .command, "aws rds reboot-db-instance --db-instance-identifier INSTANCE",
            by: "AWS administrator", restart: true))
      }
      return remedies
    case .azure:
      var remedies = [
        Remedy(
          .command,
          "az postgres flexible-server parameter set -g GROUP -s SERVER --name \(name) --value \(value)",
          by: "Azure administrator", restart: restart)
      ]
      if restart {
        remedies.append(
          Remedy(
            .command, "az postgres flexible-server restart -g GROUP -n SERVER",
            by: "Azure administrator", restart: true))
      }
      return remedies
    }
  }

  /// How a role gets the right to replicate here.
  func grantReplication(to role: String) -> Remedy {
    switch self {
    case .selfManaged: Remedy(.sql, "ALTER ROLE \(role) REPLICATION;", by: "superuser")
    case .rds, .aurora: Remedy(.sql, "GRANT rds_replication TO \(role);", by: "rds_superuser")
    case .azure:
      Remedy(.sql, "ALTER ROLE \(role) REPLICATION;", by: "a member of azure_pg_admin")
    }
  }
}
