import Start
import Replication

/// Whether the slot is temporary.
struct SlotTemporaryCheck: Check {
  let id = "slot-temporary"
  let group = Group.slot
  let needsConfiguration = true
  let needs: [FactFamily] = [.slots]
  let page = CheckPage(
    "A temporary slot",
    when: "the slot exists",
    finds: "a temporary slot with the configured name",
    why:
      "it is dropped when the session that created it ends, and its position in the stream is lost",
    severity: "error",
    remedies: ["Another `slot_name`, or wait until that session ends."],
    sources: [CheckPage.postgres("view-pg-replication-slots.html")])

  func bearing(on plan: StartPlan) -> StartBearing { .planned }

  func findings(_ facts: Facts) -> [Finding] {
    guard let slot = facts.ownSlot, slot.isTemporary else { return [] }
    return [
      finding(
        .error, slot.name, "slot \(slot.name) is temporary",
        why: "it is dropped when the session that created it ends",
        remedies: [Remedy(.config, "slot_name: another name")])
    ]
  }
}
