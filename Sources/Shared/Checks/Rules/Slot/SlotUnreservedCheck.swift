/// Whether the slot is about to be lost.
struct SlotUnreservedCheck: Check {
  let id = "slot-unreserved"
  let group = Group.slot
  let needsConfiguration = true
  let needs: [FactFamily] = [.slots]
  let page = CheckPage(
    "A slot about to be lost",
    when: "the slot exists; from 13",
    finds: "`wal_status = unreserved`",
    why: "the next checkpoint may remove WAL that was not delivered",
    severity: "error",
    remedies: ["Start blink-run at once.", "Raise `max_slot_wal_keep_size` (reload)."],
    topic: .parameter("max_slot_wal_keep_size", value: "10GB", restart: false),
    sources: [CheckPage.postgres("view-pg-replication-slots.html")])

  func findings(_ facts: Facts) -> [Finding] {
    guard let slot = facts.ownSlot, !slot.isLost,
      slot.walStatus == "unreserved"
    else { return [] }
    return [
      finding(
        .error, slot.name, "slot \(slot.name) is about to lose its WAL",
        why: "the next checkpoint may remove what was not delivered",
        remedies: [Remedy(.command, "blink-run   # at once")]
          + facts.provider.set("max_slot_wal_keep_size", "10GB", restart: false))
    ]
  }
}
