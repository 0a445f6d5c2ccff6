package import Postgres

/// One row of `pg_replication_slots`.
package struct SlotRow: Sendable {
  package var name = ""
  package var type = "logical"
  package var plugin: String?
  package var database: String?
  package var isActive = false
  package var activePID: Int?
  package var holder = ""
  package var isTemporary = false
  package var walStatus: String?
  package var safeWALSize: Int?
  package var confirmed: LSN?
  package var retainedBytes: Int?
  package var lagBytes: Int?

  /// An empty row.
  package init() {}
}
