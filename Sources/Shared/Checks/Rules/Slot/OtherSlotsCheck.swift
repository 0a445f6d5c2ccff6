/// Whether idle slots of others hold WAL.
struct OtherSlotsCheck: Check {
  let id = "other-slots"
  let group = Group.slot
  let needs: [FactFamily] = [.slots]
  let page = CheckPage(
    "Slots of others",
    when: "always",
    finds: "idle slots that hold more than 1 GB of WAL, or are lost",
    why: "an abandoned slot fills the disk until the server stops",
    severity: "warning",
    remedies: [
      "Start its consumer.",
      "If nobody needs it: `SELECT pg_drop_replication_slot(name)`. Its place in the stream is lost for ever.",
    ],
    sources: [CheckPage.postgres("view-pg-replication-slots.html")])

  func findings(_ facts: Facts) -> [Finding] {
    facts.slots.filter { slot in
      slot.name != facts.slot && !slot.isActive
        && ((slot.retainedBytes ?? 0) > 1 << 30 || slot.isLost)
    }.map { slot in
      finding(
        .warning, slot.name,
        slot.isLost
          ? "slot \(slot.name) is invalidated and still takes a place"
          : "slot \(slot.name) is idle and holds \((slot.retainedBytes ?? 0) >> 20) MB of WAL",
        why: "an abandoned slot fills the disk", remedies: [SlotRemedies.drop(slot.name)])
    }
  }
}
