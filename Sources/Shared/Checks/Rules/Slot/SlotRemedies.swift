import Postgres
import Replication

/// What can be done about a slot.
enum SlotRemedies {
  /// Dropping it: its place in the stream is lost for ever.
  static func drop(_ name: String) -> Remedy {
    Remedy(
      .sql,
      "SELECT pg_drop_replication_slot(\(Quoting.literal(name)));   -- only if nobody needs it",
      by: "a role that may replicate", isDestructive: true, stage: .slots)
  }

  /// Ending the transaction that a slot waits for.
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
