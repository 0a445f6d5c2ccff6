import Postgres

extension FactQuery {
  /// Every slot.
  static func slots(_ version: Int) -> FactQuery {
    FactQuery(.slots, PackageResources.slots_sql, version: version) { rows, facts in
      facts.slots = (0..<rows.count).map { slot(rows, $0, facts.server.role) }
    }
  }

  private static func slot(_ rows: Rows, _ row: Int, _ role: Identifier) -> SlotRow {
    // What comes through to_jsonb says true, not t.
    func flag(_ name: String) -> Bool? { rows[row: row, name: name].map { $0 == "true" } }
    var slot = SlotRow()
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
    slot.isTemporary = flag("temporary") ?? false
    slot.walStatus = rows[row: row, name: "wal_status"]
    slot.safeWALSize = rows.int(row, "safe_wal_size")
    slot.isTwoPhase = flag("two_phase") ?? false
    slot.isConflicting = flag("conflicting") ?? false
    slot.invalidationReason = rows[row: row, name: "invalidation_reason"]
    slot.inactiveSince = rows[row: row, name: "inactive_since"]
    slot.inactiveSeconds = rows.int(row, "inactive_seconds")
    slot.isFailover = flag("failover")
    slot.isSynced = flag("synced") ?? false
    slot.restart = rows.lsn(row, "restart_lsn")
    slot.confirmed = rows.lsn(row, "confirmed_flush_lsn")
    slot.catalogAge = rows.int(row, "catalog_age")
    slot.retainedBytes = rows.int(row, "retained_bytes")
    slot.lagBytes = rows.int(row, "lag_bytes")
    slot.lagSeconds = rows.double(row, "lag_seconds")
    return slot
  }

  /// The transactions that a new slot waits for.
  static func blockers(_ version: Int) -> FactQuery {
    FactQuery(.blockers, PackageResources.blockers_sql, version: version) { rows, facts in
      facts.blockers = (0..<rows.count).map { blocker(rows, $0, facts.server.role) }
    }
  }

  private static func blocker(_ rows: Rows, _ row: Int, _ role: Identifier) -> Blocker {
    let gid = rows[row: row, name: "gid"]
    let database = rows[row: row, name: "database"] ?? "?"
    let who =
      gid.map { "prepared transaction '\($0)'" } ?? "pid \(rows[row: row, name: "pid"] ?? "?")"
    let owner = rows[row: row, name: "role"].map { " of \($0)" } ?? ""
    let age =
      rows[row: row, name: "age"].map { ", open for \($0)" }
      ?? " (its age and statement are shown after GRANT pg_monitor TO \(role.quoted))"
    let query = rows[row: row, name: "query"]
    var blocker = Blocker(
      description: "\(who)\(owner) in \(database)\(age)", gid: gid, database: database,
      pid: rows.int(row, "pid"))
    blocker.role = rows[row: row, name: "role"]
    blocker.state = rows[row: row, name: "state"]
    blocker.seconds = rows.int(row, "seconds")
    blocker.querySeconds = rows.int(row, "query_seconds")
    blocker.query = query == "<insufficient privilege>" ? nil : query
    return blocker
  }

  /// How much of logical decoding went to disk.
  static func decoding(_ version: Int) -> FactQuery {
    FactQuery(.decoding, PackageResources.decoding_sql, version: version) { rows, facts in
      facts.decoding = (0..<rows.count).map { row in
        DecodingStatistics(
          slot: rows[row: row, name: "slot_name"] ?? "",
          spilledTransactions: rows.int(row, "spill_txns") ?? 0,
          spilledBytes: rows.int(row, "spill_bytes") ?? 0)
      }
    }
  }
}
