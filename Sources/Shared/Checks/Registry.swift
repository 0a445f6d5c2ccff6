/// Every check, in the order of the report.
package enum Registry {
  /// One of each.
  package static let all: [any Check] = [
    ConnectCheck(), ReplicationConnectCheck(), PlaintextCheck(),
    VersionCheck(), WalLevelCheck(), PendingRestartCheck(), StandbyCheck(),
    SlotsFreeCheck(), SendersFreeCheck(),
    RoleCheck(), SchemaUsageCheck(), TableSelectCheck(), RowSecurityCheck(), PublishRightCheck(),
    PublicationExistsCheck(), PublicationCoversCheck(),
    SlotCheck(), SlotBlockedCheck(), OtherSlotsCheck(), RetentionCheck(),
    TableCheck(), ReplicaIdentityCheck(), PrimaryKeyCheck(), GeneratedColumnsCheck(),
    DriftCheck(),
  ]

  /// What keeps blink-run from starting (contract, section 4, "Preflight").
  package static func blocks(_ finding: Finding, facts: Facts) -> Bool {
    guard finding.status == .error else { return false }
    switch finding.id {
    case "replica-identity", "database-create", "table-owner":
      // An existing publication is the owner's own choice.
      return facts.publication == nil
    case "drift-type", "drift-nullability", "drift-pk", "column-select": return false
    default: return true
    }
  }
}
