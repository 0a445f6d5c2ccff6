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
      "a slot that can never deliver again: its WAL was removed, or a standby's conflict ended it",
    why:
      "changes since its position are lost for this pipeline; only a new snapshot brings it level again",
    severity: "error",
    remedies: [
      "`blink-run --resnapshot SLOT`.",
      "Then remove the cause: more `max_slot_wal_keep_size`, or shorter pauses.",
    ],
    topic: .parameter("max_slot_wal_keep_size", value: "10GB", restart: false),
    sources: [CheckPage.postgres("view-pg-replication-slots.html")])

  func findings(_ facts: Facts) -> [Finding] {
    guard let slot = facts.ownSlot, slot.isLost else { return [] }
    return [
      finding(
        .error, slot.name,
        "slot \(slot.name) is invalidated (\(slot.invalidationReason ?? "wal_status = lost"))",
        why: "the server removed WAL that was not delivered yet",
        remedies: [Remedy(.command, "blink-run --resnapshot \(slot.name)", isDestructive: true)]
          + facts.provider.set("max_slot_wal_keep_size", "10GB", restart: false))
    ]
  }
}
