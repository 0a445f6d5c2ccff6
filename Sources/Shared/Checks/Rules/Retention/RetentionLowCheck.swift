import Diagnostics

/// Whether a pause or a first snapshot may last longer than slots retain WAL.
struct RetentionLowCheck: Check {
  let id = "slot-retention-low"
  let group = Group.retention
  let needs: [FactFamily] = [.settings]
  let page = CheckPage(
    "Too little WAL for slots",
    when: "from 13, if `max_slot_wal_keep_size` is limited",
    finds:
      "a limit below the WAL written during the first snapshot, below 1 GB, or reached in less than an hour",
    why:
      "a slot that needs more WAL is lost at the next checkpoint, and with it every undelivered change; a snapshot during which that happens must start again, and fails again",
    severity: "warning",
    remedies: [
      "Raise `max_slot_wal_keep_size` (reload).",
      "Or take the first snapshot at a time of few writes, or of fewer tables.",
    ],
    topic: .parameter("max_slot_wal_keep_size", value: "10240", restart: false),
    sources: [CheckPage.postgres("runtime-config-replication.html")])

  func findings(_ facts: Facts) -> [Finding] {
    guard let keep = facts.server.settings["max_slot_wal_keep_size"]?.bytes,
      let left = PauseForecast.slotBytes(facts)
    else { return [] }
    let words = "max_slot_wal_keep_size = \(Amount.bytes(keep))"
    if let snapshot = SnapshotForecast(facts), let wal = snapshot.wal, wal > Double(left) {
      return [
        finding(
          .warning, "max_slot_wal_keep_size",
          "the first snapshot takes about \(Amount.time(snapshot.seconds)), during which \(Amount.bytes(Int(wal))) of WAL is written; \(words) retains \(Amount.bytes(left))",
          why: "the slot would be lost before the snapshot ends, every time",
          remedies: RetentionAdvice.remedies(facts))
      ]
    }
    let pause = facts.walRate.flatMap { $0 >= 1 ? Double(left) / $0 : nil }
    if keep >= 1 << 30, pause ?? .infinity >= 3_600 { return [] }
    let lasts = pause.map { " and lasts \(Amount.time($0))" } ?? ""
    return [
      finding(
        .warning, "max_slot_wal_keep_size", "\(words) retains \(Amount.bytes(left))\(lasts)",
        why: "a longer pause of blink-run loses the slot and every undelivered change",
        remedies: RetentionAdvice.remedies(facts))
    ]
  }
}
