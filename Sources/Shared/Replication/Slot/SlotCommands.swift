package import Postgres

/// The walsender commands and statements that make, promote and drop slots.
package enum SlotCommands {
  /// What CREATE_REPLICATION_SLOT answers.
  package struct Created: Sendable {
    package var consistentPoint: LSN
    package var snapshotName: String?
  }

  /// Makes a slot over a replication session.
  ///
  /// - Parameter temporary: with an exported snapshot; else permanent and without one.
  package static func create(
    _ slot: String, temporary: Bool, over session: borrowing Connection
  ) throws(ServerError) -> Created {
    let name = Identifier(slot).quoted
    let isNew = session.serverVersion >= 150_000
    let options: String
    if temporary {
      options = isNew ? "(SNAPSHOT 'export')" : "EXPORT_SNAPSHOT"
    } else {
      options = isNew ? "(SNAPSHOT 'nothing')" : "NOEXPORT_SNAPSHOT"
    }
    let kind = temporary ? " TEMPORARY" : ""
    let rows = try session.query(
      "CREATE_REPLICATION_SLOT \(name)\(kind) LOGICAL pgoutput \(options)")
    guard let point = rows.lsn(0, "consistent_point") else {
      throw ServerError(sqlstate: "08P01", message: "the new slot has no consistent point")
    }
    return Created(consistentPoint: point, snapshotName: rows[row: 0, name: "snapshot_name"])
  }

  /// Copies a temporary slot into a permanent one with the same position.
  ///
  /// Over a session of its own: an error on the temporary slot's session would drop it. The
  /// third argument matters: without it the copy is temporary as well.
  package static func promote(
    _ temporary: String, to slot: String, over session: borrowing Connection
  ) throws(ServerError) {
    try session.query(
      "SELECT pg_catalog.pg_copy_logical_replication_slot($1::name, $2::name, false)",
      [temporary, slot])
  }

  /// Drops a slot that nobody uses.
  package static func drop(
    _ slot: String, over session: borrowing Connection
  ) throws(ServerError) {
    try session.query("SELECT pg_catalog.pg_drop_replication_slot($1::name)", [slot])
  }
}
