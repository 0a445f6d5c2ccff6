import Diagnostics
import Replication

/// Whether other idle slots retain WAL.
struct OtherSlotsCheck: Check {
  let id = "other-slots"
  let group = Group.slot
  let needs: [FactFamily] = [.slots]
  let page = CheckPage(
    "Other slots",
    when: "always",
    finds:
      "idle slots that retain more than 1 GB of WAL, have been idle for more than a day (known from 17), or are lost; and, as a note, other idle slots that retain WAL",
    why: "an abandoned slot fills the disk until the server stops",
    severity: "warning, otherwise a note",
    remedies: [
      "Start its consumer.",
      "If it is no longer needed: `SELECT pg_drop_replication_slot(name)`. Its position in the stream is lost permanently.",
    ],
    sources: [CheckPage.postgres("view-pg-replication-slots.html")])

  func findings(_ facts: Facts) -> [Finding] {
    facts.slots.filter { $0.name != facts.slot && !$0.isActive && !$0.isTemporary }
      .compactMap { slot in
        let kind = slot.plugin.map { "\($0), database \(slot.database ?? "?")" } ?? "physical"
        if slot.isLost {
          return finding(
            .warning, slot.name, "slot \(slot.name) (\(kind)) is invalidated",
            why: "it can never be read again, but still counts towards max_replication_slots",
            remedies: [SlotRemedies.drop(slot.name)])
        }
        let retained = slot.retainedBytes ?? 0
        guard retained > 0 else { return nil }
        let since = slot.inactiveSeconds.map { " for \(Amount.time(Double($0)))" } ?? ""
        let found =
          "slot \(slot.name) (\(kind)) is idle\(since) and retains \(Amount.bytes(retained)) of WAL"
        guard retained > 1 << 30 || (slot.inactiveSeconds ?? 0) > 86_400 else {
          return finding(.info, slot.name, found)
        }
        return finding(
          .warning, slot.name, found, why: "an abandoned slot fills the disk",
          remedies: [SlotRemedies.drop(slot.name)])
      }
  }
}
