import Start
import Replication

/// Whether the slot outlives its session.
struct SlotTemporaryCheck: Check {
  let id = "slot-temporary"
  let group = Group.slot
  let needsConfiguration = true
  let needs: [FactFamily] = [.slots]
  let page = CheckPage(
    "A temporary slot",
    when: "the slot exists",
    finds: "a temporary slot of the configured name",
    why: "it dies with the session that made it, and the place in the stream with it",
    severity: "error",
    remedies: ["Another `slot_name`, or wait until that session ends."],
    sources: [CheckPage.postgres("view-pg-replication-slots.html")])

  func bearing(on plan: StartPlan) -> StartBearing { .planned }

  func findings(_ facts: Facts) -> [Finding] {
    guard let slot = facts.ownSlot, slot.isTemporary else { return [] }
    return [
      finding(
        .error, slot.name, "slot \(slot.name) is temporary",
        why: "it dies with the session that made it",
        remedies: [Remedy(.config, "slot_name: another name")])
    ]
  }
}
