import Catalog
package import Postgres

extension ReplicationSlot {
  /// Returns the statement that reads one slot, or every slot where `name` is nil.
  package static func statement(named name: String?, version: Int) -> Connection.Statement {
    Connection.Statement(Query.text(PackageResources.slots_sql, version: version), [name])
  }

  /// Reads one slot from the server.
  ///
  /// - Returns: nil where there is no slot of that name.
  package static func named(
    _ name: String, over session: borrowing Connection
  ) throws(ServerError) -> ReplicationSlot? {
    let statement = statement(named: name, version: session.serverVersion)
    return read(try session.query(statement), role: "").first
  }

  /// Returns the slots in the rows of `statement`.
  ///
  /// - Parameter role: named in the advice where the server hides from it who reads a slot.
  package static func read(_ rows: Rows, role: Identifier) -> [ReplicationSlot] {
    (0..<rows.count).map { slot(rows, $0, role) }
  }

  private static func slot(_ rows: Rows, _ row: Int, _ role: Identifier) -> ReplicationSlot {
    var slot = ReplicationSlot()
    slot.name = rows[row: row, name: "slot_name"] ?? ""
    slot.type = rows[row: row, name: "slot_type"] ?? ""
    slot.plugin = rows[row: row, name: "plugin"]
    slot.database = rows[row: row, name: "database"]
    slot.isActive = rows.bool(row, "active") ?? false
    slot.activePID = rows.int(row, "active_pid")
    let holder = [rows[row: row, name: "application_name"], rows[row: row, name: "held_by"]]
    slot.holder = holder.compactMap { $0 }.joined(separator: ", ")
    slot.holderAddress = rows[row: row, name: "address"]
    slot.heldSince = rows[row: row, name: "backend_start"]
    // The lag of a sender is hidden even from the role that it runs as.
    if slot.activePID != nil, rows[row: row, name: "sender_state"] == nil {
      slot.hidden = "more is shown after GRANT pg_monitor TO \(role.quoted)"
    }
    slot.isTemporary = rows.flag(row, "temporary") ?? false
    slot.walStatus = rows[row: row, name: "wal_status"]
    slot.safeWALSize = rows.int(row, "safe_wal_size")
    slot.isTwoPhase = rows.flag(row, "two_phase") ?? false
    slot.isConflicting = rows.flag(row, "conflicting") ?? false
    slot.invalidationReason = rows[row: row, name: "invalidation_reason"]
    slot.inactiveSince = rows[row: row, name: "inactive_since"]
    slot.inactiveSeconds = rows.int(row, "inactive_seconds")
    slot.isFailover = rows.flag(row, "failover")
    slot.isSynced = rows.flag(row, "synced") ?? false
    slot.restart = rows.lsn(row, "restart_lsn")
    slot.confirmed = rows.lsn(row, "confirmed_flush_lsn")
    slot.catalogAge = rows.int(row, "catalog_age")
    slot.retainedBytes = rows.int(row, "retained_bytes")
    slot.lagBytes = rows.int(row, "lag_bytes")
    slot.lagSeconds = rows.double(row, "lag_seconds")
    return slot
  }
}
