import Diagnostics
import Replication

/// Whether the slot is about to be lost.
struct SlotUnreservedCheck: Check {
  let id = "slot-unreserved"
  let group = Group.slot
  let needsConfiguration = true
  let causes = ["slot-lost"]
  let needs: [FactFamily] = [.slots]
  let page = CheckPage(
    "A slot about to be lost",
    when: "the slot exists; from 13",
    finds:
      "`wal_status = unreserved`, or a `safe_wal_size` that is used up within an hour at the current rate of WAL",
    why: "the next checkpoint may remove undelivered WAL",
    severity: "warning",
    remedies: ["Start blink-run immediately.", "Raise `max_slot_wal_keep_size` (reload)."],
    topic: .parameter("max_slot_wal_keep_size", value: "10240", restart: false),
    sources: [CheckPage.postgres("view-pg-replication-slots.html")])

  func findings(_ facts: Facts) -> [Finding] {
    guard let slot = facts.ownSlot, !slot.isLost else { return [] }
    let remedies =
      [Remedy(.command, "blink-run   # immediately")]
      + RetentionAdvice.remedies(facts)
    if slot.walStatus == "unreserved" {
      return [
        finding(
          .warning, slot.name, "slot \(slot.name) is about to lose its WAL (wal_status unreserved)",
          why: "the next checkpoint may remove undelivered WAL", remedies: remedies)
      ]
    }
    guard let safe = slot.safeWALSize, let rate = facts.walRate, rate > 0,
      Double(safe) < rate * 3_600
    else { return [] }
    return [
      finding(
        .warning, slot.name,
        "slot \(slot.name) is lost after \(Amount.bytes(max(0, safe))) more WAL, in about \(Amount.time(Double(max(0, safe)) / rate))",
        why: "the server writes \(Amount.rate(rate)) of WAL", remedies: remedies)
    ]
  }
}
