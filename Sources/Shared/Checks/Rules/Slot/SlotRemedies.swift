import Postgres
import Replication

/// What can be done about a slot.
enum SlotRemedies {
  /// Drops it: its position in the stream is lost permanently.
  static func drop(_ name: String) -> Remedy {
    Remedy(
      .sql,
      "SELECT pg_drop_replication_slot(\(Quoting.literal(name)));   -- only if it is no longer needed",
      by: "a role that may replicate", isDestructive: true, stage: .slots)
  }

  /// Ends the transaction that a slot waits for.
  static func end(_ blocker: WriteBlocker) -> [Remedy] {
    if let gid = blocker.gid {
      return ["ROLLBACK", "COMMIT"].map { verb in
        Remedy(
          .sql, "\(verb) PREPARED \(Quoting.literal(gid));",
          by: "its owner, in database \(blocker.database)", isDestructive: true, stage: .slots)
      }
    }
    guard let pid = blocker.pid else { return [] }
    return [
      Remedy(
        .sql, "SELECT pg_terminate_backend(\(pid));",
        by: "superuser, or the session's own role", isDestructive: true, stage: .slots)
    ]
  }
}
