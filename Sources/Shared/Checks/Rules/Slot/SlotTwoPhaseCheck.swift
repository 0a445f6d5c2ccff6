import Replication

/// Whether the slot decodes prepared transactions early.
struct SlotTwoPhaseCheck: Check {
  let id = "slot-two-phase"
  let group = Group.slot
  let needsConfiguration = true
  let needs: [FactFamily] = [.slots]
  let page = CheckPage(
    "A slot for two-phase commit",
    when: "the slot exists; from 14",
    finds: "`two_phase` on the slot",
    why:
      "such a slot may send a transaction at PREPARE, before it is known whether it commits; blink expects transactions at COMMIT, so one that was already sent at PREPARE could be missed",
    severity: "warning",
    remedies: ["Another `slot_name`.", "Or drop it, if its consumer is gone, and start again."],
    sources: [CheckPage.postgres("logicaldecoding-two-phase-commits.html")])

  func findings(_ facts: Facts) -> [Finding] {
    guard let slot = facts.ownSlot, slot.isTwoPhase else { return [] }
    return [
      finding(
        .warning, slot.name, "slot \(slot.name) was created for two-phase commit",
        why: "it may have sent transactions at PREPARE, but blink expects them at COMMIT",
        remedies: [Remedy(.config, "slot_name: another name"), SlotRemedies.drop(slot.name)])
    ]
  }
}
