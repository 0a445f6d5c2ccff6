import Diagnostics
import Postgres
import Replication
import Start

/// Whether the state and the slot agree.
struct SlotCheckpointCheck: Check {
  let id = "slot-checkpoint"
  let group = Group.slot
  let needsConfiguration = true
  let causes = ["slot-type", "slot-database"]
  let needs: [FactFamily] = [.slots]
  let page = CheckPage(
    "The state file and the slot",
    when: "the slot exists and blink-run left a state here",
    finds: "that the slot stands beyond the last position that this pipeline has confirmed",
    why:
      "blink-run stores a position before it confirms it, so somebody else advanced or replaced the slot: what lies between was acknowledged but not delivered, and a slot cannot go back",
    severity: "error",
    remedies: [
      "`blink-run --resnapshot SLOT` begins again.",
      "`blink-run --accept-gap LSN` goes on without what lies between.",
      "If the state is an old copy: bring the newest one, from the machine that ran the pipeline last.",
    ],
    sources: [CheckPage.postgres("view-pg-replication-slots.html")])

  func bearing(on plan: StartPlan) -> StartBearing { .planned }

  func findings(_ facts: Facts) -> [Finding] {
    guard let slot = facts.ownSlot, let confirmed = slot.confirmed, let state = facts.state,
      state.phase == .streaming
    else { return [] }
    let delivered = state.position
    guard confirmed > delivered else {
      return [
        finding(
          .ok, slot.name,
          "the state stands at \(delivered), the slot at \(confirmed): nothing is missing")
      ]
    }
    let gap = Amount.bytes(Int(clamping: confirmed.value - delivered.value))
    return [
      finding(
        .error, slot.name,
        "the state stands at \(delivered), slot \(slot.name) at \(confirmed): \(gap) of WAL were acknowledged but not delivered",
        why: "somebody else advanced or replaced the slot, and it cannot go back",
        remedies: [
          Remedy(.command, "blink-run --resnapshot \(slot.name)", isDestructive: true),
          Remedy(
            .command, "blink-run --accept-gap \(confirmed)   # goes on without them",
            isDestructive: true),
        ])
    ]
  }
}
