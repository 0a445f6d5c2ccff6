import Replication

/// Whether the slot is a standby's copy of the primary's.
struct SlotSyncedCheck: Check {
  let id = "slot-synced"
  let group = Group.slot
  let needsConfiguration = true
  let needs: [FactFamily] = [.slots, .server]
  let page = CheckPage(
    "A synchronised copy of a slot",
    when: "the server is a standby and the slot exists; from 17",
    finds: "a slot that is synchronised with the primary's (`synced`)",
    why:
      "the copy cannot be read or dropped until the standby is promoted; the primary has the slot",
    severity: "error",
    remedies: ["Connect to the primary."],
    topic: .address,
    sources: [CheckPage.postgres("logicaldecoding-explanation.html")])

  func findings(_ facts: Facts) -> [Finding] {
    guard let slot = facts.ownSlot, slot.isSynced, facts.server.isStandby else { return [] }
    return [
      finding(
        .error, slot.name, "slot \(slot.name) is a copy of the primary's slot",
        why: "it cannot be read until this standby is promoted",
        remedies: [Remedy(.config, "host of the primary")])
    ]
  }
}
