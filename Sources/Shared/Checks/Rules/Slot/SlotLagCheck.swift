/// Whether the slot holds much WAL.
struct SlotLagCheck: Check {
  let id = "slot-lag"
  let group = Group.slot
  let needsConfiguration = true
  let needs: [FactFamily] = [.slots]
  let page = CheckPage(
    "A slot that is far behind",
    when: "the slot exists",
    finds: "more than 1 GB of WAL that the server keeps for the slot",
    why: "it is not read fast enough, or not at all; the WAL takes room on the server's disk",
    severity: "warning",
    remedies: ["Start its consumer, or see what holds it up."],
    sources: [CheckPage.postgres("view-pg-replication-slots.html")])

  func findings(_ facts: Facts) -> [Finding] {
    guard let slot = facts.ownSlot, let retained = slot.retainedBytes, retained > 1 << 30 else {
      return []
    }
    return [
      finding(
        .warning, slot.name, "slot \(slot.name) holds \(retained >> 20) MB of WAL",
        why: "it is not read fast enough, or not at all",
        remedies: [Remedy(.text, "start or look after its consumer")])
    ]
  }
}
