/// Whether somebody reads the slot now.
struct SlotActiveCheck: Check {
  let id = "slot-active"
  let group = Group.slot
  let needsConfiguration = true
  let needs: [FactFamily] = [.slots]
  let page = CheckPage(
    "A slot in use",
    when: "the slot exists",
    finds: "a session that reads the slot now",
    why: "two consumers of one slot would each lose what the other takes; the second is refused",
    severity: "warning",
    remedies: [
      "If it is this pipeline, nothing.", "Else stop that consumer, or take another `slot_name`.",
    ],
    sources: [CheckPage.postgres("monitoring-stats.html")])

  func findings(_ facts: Facts) -> [Finding] {
    guard let slot = facts.ownSlot, slot.isActive else { return [] }
    return [
      finding(
        .warning, slot.name,
        "slot \(slot.name) is in use by pid \(slot.activePID ?? 0) (\(slot.holder))",
        why: "two consumers of one slot would each lose what the other takes",
        remedies: [Remedy(.text, "stop that consumer, if it is not this pipeline")])
    ]
  }
}
