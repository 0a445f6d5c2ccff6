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
    when: "the slot exists and blink-run stored a state here",
    finds: "that the slot is beyond the last position that this pipeline confirmed",
    why:
      "blink-run stores a position before it confirms it, so another client advanced or replaced the slot: the changes in between were confirmed but not delivered, and a slot cannot move backwards",
    severity: "error",
    remedies: [
      "`blink-run --resnapshot SLOT` starts again with a new snapshot.",
      "`blink-run --accept-gap LSN` continues without the changes in between.",
      "If the state is an old copy: use the newest one, from the machine that last ran the pipeline.",
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
          "the state is at \(delivered), the slot at \(confirmed): nothing is missing")
      ]
    }
    let gap = Amount.bytes(Int(clamping: confirmed.value - delivered.value))
    return [
      finding(
        .error, slot.name,
        "the state is at \(delivered), slot \(slot.name) at \(confirmed): \(gap) of WAL was confirmed but not delivered",
        why: "another client advanced or replaced the slot, and it cannot move backwards",
        remedies: [
          Remedy(.command, "blink-run --resnapshot \(slot.name)", isDestructive: true),
          Remedy(
            .command, "blink-run --accept-gap \(confirmed)   # continues without them",
            isDestructive: true),
        ])
    ]
  }
}
