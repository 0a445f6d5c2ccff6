import Diagnostics
import Replication

/// Whether the slot retains much WAL.
struct SlotLagCheck: Check {
  let id = "slot-lag"
  let group = Group.slot
  let needsConfiguration = true
  let causes = ["slot-lost"]
  let needs: [FactFamily] = [.slots, .settings]
  let page = CheckPage(
    "A slot that is far behind",
    when: "the slot exists",
    finds:
      "more than 1 GB of WAL retained for the slot, or more than a quarter of `max_slot_wal_keep_size`; otherwise how much is retained and how much more may be written before the slot is lost",
    why: "it is not read fast enough, or not at all; the WAL fills the server's disk",
    severity: "warning",
    remedies: ["Start its consumer, or find out what delays it."],
    sources: [CheckPage.postgres("view-pg-replication-slots.html")])

  func findings(_ facts: Facts) -> [Finding] {
    guard let slot = facts.ownSlot, let retained = slot.retainedBytes else { return [] }
    let status = slot.walStatus.map { ", wal_status \($0)" } ?? ""
    let safe = slot.safeWALSize.map {
      "; lost after \(Amount.bytes(max(0, $0))) more WAL (safe_wal_size)"
    }
    let found =
      "slot \(slot.name) retains \(Amount.bytes(retained)) of WAL\(status)\(safe ?? "")"
    // In MB; -1 and 0 are no budget to take a part of.
    let keep = facts.setting("max_slot_wal_keep_size").flatMap(Int.init).map { $0 << 20 } ?? -1
    // A server keeps a few segments anyway.
    let isMuch = retained > 1 << 30 || keep > 0 && retained > max(keep / 4, 64 << 20)
    guard isMuch else { return [finding(.ok, slot.name, found)] }
    return [
      finding(
        .warning, slot.name, found, why: "it is not read fast enough, or not at all",
        remedies: [Remedy(.text, "start or check its consumer")])
    ]
  }
}
