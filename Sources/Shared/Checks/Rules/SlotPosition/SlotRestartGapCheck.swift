import Diagnostics
import Replication

/// Whether an old transaction retains WAL that the slot has already confirmed.
struct SlotRestartGapCheck: Check {
  let id = "slot-restart-gap"
  let group = Group.slot
  let needsConfiguration = true
  let causes = ["slot-lost"]
  let needs: [FactFamily] = [.slots, .blockers]
  let page = CheckPage(
    "An old transaction that retains WAL",
    when: "the slot exists",
    finds:
      "more than 4 GB of WAL, or a quarter of `max_slot_wal_keep_size`, between the slot's restart position and its confirmed position",
    why:
      "an open transaction is decoded only when it ends, so the server retains all WAL since its start; a restart reads all of it again",
    severity: "warning",
    remedies: [
      "Wait for the oldest write transaction to end, or end it: `SELECT pg_terminate_backend(pid)`.",
      "`COMMIT PREPARED` or `ROLLBACK PREPARED`, if it is a prepared one.",
    ],
    sources: [CheckPage.postgres("view-pg-replication-slots.html")])

  func findings(_ facts: Facts) -> [Finding] {
    guard let slot = facts.ownSlot, let retained = slot.retainedBytes, let lag = slot.lagBytes,
      isMuch(retained - lag, facts)
    else { return [] }
    let oldest = facts.blockers.first
    let culprit = oldest.map { "; the oldest open one: \($0.description)" } ?? ""
    return [
      finding(
        .warning, slot.name,
        "an old transaction retains \(Amount.bytes(retained - lag)) of WAL that slot \(slot.name) has confirmed\(culprit)",
        why: "a transaction is decoded when it ends; until then its WAL is retained",
        remedies: oldest.map(SlotRemedies.end) ?? [
          Remedy(
            .text, "no such transaction is open any more: the next checkpoint releases the WAL")
        ])
    ]
  }

  private func isMuch(_ bytes: Int, _ facts: Facts) -> Bool {
    // In MB; -1 and 0 are no budget to take a part of.
    let keep = facts.setting("max_slot_wal_keep_size").flatMap(Int.init).map { $0 << 20 } ?? -1
    return bytes > 4 << 30 || keep > 0 && bytes > max(keep / 4, 64 << 20)
  }
}
