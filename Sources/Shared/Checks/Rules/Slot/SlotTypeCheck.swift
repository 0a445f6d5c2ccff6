import Start
import Replication

/// Whether the slot is a logical one.
struct SlotTypeCheck: Check {
  let id = "slot-type"
  let group = Group.slot
  let needsConfiguration = true
  let needs: [FactFamily] = [.slots]
  let page = CheckPage(
    "A physical slot",
    when: "the slot exists",
    finds: "a physical slot with the configured name",
    why: "a physical slot serves a standby and cannot be decoded",
    severity: "error",
    remedies: ["Another `slot_name`.", "Or drop it, if no standby needs it."],
    sources: [CheckPage.postgres("view-pg-replication-slots.html")])

  func bearing(on plan: StartPlan) -> StartBearing { .planned }

  func findings(_ facts: Facts) -> [Finding] {
    guard let slot = facts.ownSlot, slot.type != "logical" else { return [] }
    return [
      finding(
        .error, slot.name, "slot \(slot.name) is physical",
        why: "it cannot be decoded",
        remedies: [Remedy(.config, "slot_name: another name"), SlotRemedies.drop(slot.name)])
    ]
  }
}
