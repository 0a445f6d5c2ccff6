import Postgres

/// Whether idle slots of others hold WAL.
struct OtherSlotsCheck: Check {
  let id = "other-slots"
  let group = Group.slot
  let needsConfiguration = false

  func findings(_ facts: Facts) -> [Finding] {
    facts.slots.filter { slot in
      slot.name != facts.slot && !slot.isActive
        && ((slot.retainedBytes ?? 0) > 1 << 30 || slot.walStatus == "lost")
    }.map { slot in
      Finding(
        .warning, id, slot.name,
        slot.walStatus == "lost"
          ? "slot \(slot.name) is invalidated and still takes a place"
          : "slot \(slot.name) is idle and holds \((slot.retainedBytes ?? 0) >> 20) MB of WAL",
        why: "an abandoned slot fills the disk",
        remedies: [
          Remedy(
            .sql,
            "SELECT pg_drop_replication_slot(\(Quoting.literal(slot.name)));   -- only if nobody needs it",
            by: "a role that may replicate")
        ])
    }
  }
}
