import Diagnostics
import Replication

/// Whether an old transaction holds WAL that the slot has read already.
struct SlotRestartGapCheck: Check {
  let id = "slot-restart-gap"
  let group = Group.slot
  let needsConfiguration = true
  let causes = ["slot-lost"]
  let needs: [FactFamily] = [.slots, .blockers]
  let page = CheckPage(
    "An old transaction that holds WAL",
    when: "the slot exists",
    finds:
      "more than 4 GB of WAL between where the slot could begin again and what it confirmed, or a quarter of `max_slot_wal_keep_size`",
    why:
      "a transaction that is open since then is decoded only when it ends, so the server keeps everything from its beginning; a restart reads all of it again",
    severity: "warning",
    remedies: [
      "Let the oldest write transaction end, or end it: `SELECT pg_terminate_backend(pid)`.",
      "`COMMIT PREPARED` or `ROLLBACK PREPARED`, where it is a prepared one.",
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
        "an old transaction holds \(Amount.bytes(retained - lag)) of WAL that slot \(slot.name) has confirmed\(culprit)",
        why: "a transaction is decoded when it ends; until then its WAL is kept",
        remedies: oldest.map(SlotRemedies.end) ?? [
          Remedy(.text, "nothing is open any more: the next checkpoint lets it go")
        ])
    ]
  }

  private func isMuch(_ bytes: Int, _ facts: Facts) -> Bool {
    // In MB; -1 and 0 are no budget to take a part of.
    let keep = facts.setting("max_slot_wal_keep_size").flatMap(Int.init).map { $0 << 20 } ?? -1
    return bytes > 4 << 30 || keep > 0 && bytes > max(keep / 4, 64 << 20)
  }
}
