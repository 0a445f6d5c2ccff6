/// The ids of everything that doctor can find, so that `doctor.ignore` is checked where the file
/// is read.
package enum FindingIDs {
  /// Each of them, sorted.
  package static let all = [
    "auth", "column-select", "connect", "database-access", "database-create", "dns",
    "drift-missing-column", "drift-new-column", "drift-nullability", "drift-pk", "drift-type",
    "generated-columns", "hba", "other-slots", "pending-restart", "pooler",
    "prepared-transactions", "primary-key", "publication-columns", "publication-covers-tables",
    "publication-exists", "publication-operations", "publication-row-filter",
    "publication-via-root", "replica-identity", "replication-connect", "replication-role",
    "replication-slots-free", "rls-hides-rows", "schema-usage", "server-encoding", "server-ready",
    "server-version", "slot-active", "slot-create-blocked", "slot-database", "slot-exists",
    "slot-lag", "slot-lost", "slot-plugin", "slot-retention-unlimited", "slot-temporary",
    "slot-type", "slot-unreserved", "standby", "table-exists", "table-kind", "table-owner",
    "table-persistence", "table-select", "tcp", "tls", "tls-plaintext", "tls-unverified",
    "type-override", "wal-level", "wal-senders-free",
  ]
}
