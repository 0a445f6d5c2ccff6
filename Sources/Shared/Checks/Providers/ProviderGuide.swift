/// How one provider does what every pipeline needs.
///
/// Names in SQL are already quoted; GROUP, INSTANCE, SERVER, PROJECT and the like are placeholders
/// that the user fills in.
package protocol ProviderGuide: Sendable {
  /// R1: sets the WAL level for logical decoding; the best first.
  func walLevel() -> [Remedy]
  /// R2: changes a setting of the server.
  func set(_ name: String, _ value: String, restart: Bool) -> [Remedy]
  /// R3: lets a role replicate.
  func grantReplication(to role: String) -> [Remedy]
  /// R4: creates a publication; `statement` is the plain one.
  func publish(_ statement: String, by owner: String) -> [Remedy]
  /// R5: allows a role to use an output plugin.
  func admit(plugin: String, for role: String) -> [Remedy]
  /// R6: opens the network between this machine and the server.
  func network() -> [Remedy]
  /// R6: names the server itself, not a pooler or a replica.
  func address() -> [Remedy]
  /// R6: verifies the server's certificate.
  func certificate() -> [Remedy]
  /// R6: opens a session, whatever prevents it.
  func connection() -> [Remedy]
  /// R7: keeps the slot through a failover.
  func failover() -> [Remedy]
}

extension ProviderGuide {
  package func network() -> [Remedy] { [] }
  package func address() -> [Remedy] { [] }
  package func certificate() -> [Remedy] { [] }
  package func connection() -> [Remedy] { network() + certificate() + address() }

  package func publish(_ statement: String, by owner: String) -> [Remedy] {
    [Remedy(.sql, statement, by: owner, stage: .publications)]
  }

  package func admit(plugin: String, for role: String) -> [Remedy] {
    [Remedy(.config, "plugin: pgoutput   # part of PostgreSQL itself")]
  }
}

extension Provider {
  /// How a server setting is changed here.
  package func set(_ name: String, _ value: String, restart: Bool) -> [Remedy] {
    name == "wal_level" ? guide.walLevel() : guide.set(name, value, restart: restart)
  }

  /// How a role gets the right to replicate here; `role` is already quoted.
  package func grantReplication(to role: String) -> [Remedy] { guide.grantReplication(to: role) }
}
