import Replication
import Start

/// Whether the slot is still being created.
struct SlotHalfCreatedCheck: Check {
  let id = "slot-half-created"
  let group = Group.slot
  let needsConfiguration = true
  let causes = ["slot-type"]
  let needs: [FactFamily] = [.slots, .blockers]
  let page = CheckPage(
    "A slot without a position",
    when: "the slot exists",
    finds: "a slot that is still being created, or whose creation was interrupted",
    why:
      "a slot is ready once every older write transaction has ended; until then it has no position to stream from",
    severity: "warning while a session is creating it, error if none is",
    remedies: [
      "Wait for the transactions that block it, or end them.",
      "If no session is creating it: `SELECT pg_drop_replication_slot(name)`; nothing is lost with it.",
    ],
    sources: [CheckPage.postgres("logicaldecoding-explanation.html")])

  func bearing(on plan: StartPlan) -> StartBearing { .planned }

  func findings(_ facts: Facts) -> [Finding] {
    guard let slot = facts.ownSlot, slot.confirmed == nil, !slot.isLost else { return [] }
    guard slot.isActive else {
      return [
        finding(
          .error, slot.name, "slot \(slot.name) has no position: its creation was interrupted",
          why: "there is nothing to stream from", remedies: [SlotRemedies.drop(slot.name)])
      ]
    }
    let waits = facts.blockers.first.map { ", waiting for \($0.description)" } ?? ""
    return [
      finding(
        .warning, slot.name,
        "slot \(slot.name) is being created by pid \(slot.activePID ?? 0)\(waits)",
        why: "a slot starts only once no older write transaction is open",
        remedies: facts.blockers.first.map(SlotRemedies.end) ?? [Remedy(.text, "wait a moment")])
    ]
  }
}
