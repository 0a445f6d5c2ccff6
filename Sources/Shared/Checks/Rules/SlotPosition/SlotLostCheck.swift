import Replication
import Start

/// Whether the slot was invalidated.
struct SlotLostCheck: Check {
  let id = "slot-lost"
  let group = Group.slot
  let needsConfiguration = true
  let needs: [FactFamily] = [.slots]
  let page = CheckPage(
    "A lost slot",
    when: "the slot exists; from 13",
    finds:
      "an invalidated slot: its WAL was removed (`wal_removed`), a conflict on the standby invalidated it (`rows_removed`, `wal_level_insufficient`), or it was idle for too long (`idle_timeout`)",
    why:
      "changes since its position are lost for this pipeline; only a new snapshot resynchronises it",
    severity: "error",
    remedies: [
      "`blink-run --resnapshot SLOT`.",
      "Then remove the cause: more `max_slot_wal_keep_size`, shorter pauses, `hot_standby_feedback`, or no `idle_replication_slot_timeout`.",
    ],
    topic: .parameter("max_slot_wal_keep_size", value: "10240", restart: false),
    sources: [CheckPage.postgres("view-pg-replication-slots.html")])

  func bearing(on plan: StartPlan) -> StartBearing { .planned }

  func findings(_ facts: Facts) -> [Finding] {
    guard let slot = facts.ownSlot, slot.isLost else { return [] }
    let reason = slot.invalidationReason ?? (slot.isConflicting ? "conflict" : "wal_status = lost")
    return [
      finding(
        .error, slot.name, "slot \(slot.name) is invalidated (\(reason))", why: Self.why(reason),
        remedies: [Remedy(.command, "blink-run --resnapshot \(slot.name)", isDestructive: true)]
          + Self.prevention(reason, facts))
    ]
  }

  private static func why(_ reason: String) -> String {
    switch reason {
    case "rows_removed", "conflict":
      "vacuum on the primary removed catalog rows that this standby's slot needed"
    case "wal_level_insufficient": "wal_level on the primary was lowered"
    case "idle_timeout": "it was idle for longer than idle_replication_slot_timeout"
    default: "the server removed WAL that was not delivered yet"
    }
  }

  /// Remedies against a repetition.
  private static func prevention(_ reason: String, _ facts: Facts) -> [Remedy] {
    switch reason {
    case "rows_removed", "conflict":
      facts.provider.set("hot_standby_feedback", "on", restart: false)
    case "wal_level_insufficient": facts.provider.guide.walLevel()
    case "idle_timeout": facts.provider.set("idle_replication_slot_timeout", "0", restart: false)
    default: RetentionAdvice.remedies(facts)
    }
  }
}
