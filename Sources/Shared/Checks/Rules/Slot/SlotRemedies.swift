import Postgres

/// What can be done about a slot.
enum SlotRemedies {
  /// Dropping it: its place in the stream is lost for ever.
  static func drop(_ name: String) -> Remedy {
    Remedy(
      .sql,
      "SELECT pg_drop_replication_slot(\(Quoting.literal(name)));   -- only if nobody needs it",
      by: "a role that may replicate", isDestructive: true, stage: .slots)
  }
}
