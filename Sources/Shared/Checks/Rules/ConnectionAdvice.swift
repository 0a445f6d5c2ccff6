import Postgres

/// What a failed connection means, and what to do about it.
enum ConnectionAdvice {
  static func finding(_ error: ConnectionError, _ facts: Facts) -> Finding {
    let host = facts.host.isEmpty ? "the local socket" : facts.host
    func make(_ id: String, _ why: String, _ remedies: [Remedy]) -> Finding {
      Finding(.error, id, "", error.description, why: why, remedies: remedies)
    }
    switch error.kind {
    case .nameResolution:
      return make(
        "dns", "the name \(host) does not resolve", [Remedy(.config, "check source.config.host")])
    case .unreachable:
      return make(
        "tcp", "nothing answers on \(host), port \(facts.port)",
        [
          Remedy(.text, "check host and port, and that PostgreSQL runs and listens there"),
          Remedy(.text, "open the firewall or security group for this machine"),
        ])
    case .timeout:
      return make(
        "tcp", "no answer from \(host): a firewall drops the packets, or the address is wrong",
        [Remedy(.text, "open the firewall or security group for this machine")])
    case .tls:
      return make(
        "tls", "an unverified or unencrypted connection to another host is not taken",
        [
          Remedy(.config, "sslrootcert: the file with the provider's CA certificates"),
          Remedy(.config, "sslmode: disable   # only on a network that is trusted as a whole"),
        ])
    case .authentication:
      return make(
        "auth", "the server refuses this role with this password",
        [
          Remedy(.text, "check user and password; an expired password looks the same"),
          Remedy(
            .sql, "ALTER ROLE cdc LOGIN PASSWORD '…' VALID UNTIL 'infinity';", by: "superuser"),
        ])
    case .hostBasedAccess:
      return make(
        "hba",
        "the word replication in pg_hba.conf does not match logical replication: it needs a line for the database",
        [
          Remedy(
            .config, "pg_hba.conf: hostssl DATABASE ROLE ADDRESS scram-sha-256",
            by: "server administrator"),
          Remedy(.sql, "SELECT pg_reload_conf();", by: "superuser"),
        ])
    case .databaseMissing:
      return make(
        "database-access", "the database is missing, or this role may not connect to it",
        [Remedy(.sql, "GRANT CONNECT ON DATABASE … TO …;", by: "database owner")])
    case .starting, .tooManyConnections:
      return make(
        "server-ready", "the server takes no session now",
        [Remedy(.command, "blink-schema doctor --wait 60s")])
    case .poolerRefused:
      return make(
        "pooler", "a connection pooler cannot carry logical replication",
        [Remedy(.config, "host and port of the server itself")])
    case .replicationRefused:
      return make(
        "replication-role", "this role may not start a replication session",
        [facts.provider.grantReplication(to: facts.server.role.quoted)])
    case .interrupted, .other:
      return make("connect", "the session could not be opened", [])
    }
  }
}
