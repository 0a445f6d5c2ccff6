import Diagnostics

/// Whether an idle slot could fill the disk.
struct RetentionUnlimitedCheck: Check {
  let id = "slot-retention-unlimited"
  let group = Group.retention
  let needs: [FactFamily] = [.settings]
  let page = CheckPage(
    "Unlimited WAL for slots",
    when: "from 13",
    finds: "`max_slot_wal_keep_size = -1`",
    why:
      "while blink-run is stopped, its slot retains WAL until the disk is full and the server stops",
    severity: "warning",
    remedies: [
      "Set a limit that covers the longest pause you expect (reload): doctor prints a day of WAL, twice what accumulates during the first snapshot, and at least 10 GB."
    ],
    topic: .parameter("max_slot_wal_keep_size", value: "10240", restart: false),
    sources: [CheckPage.postgres("runtime-config-replication.html")])

  func findings(_ facts: Facts) -> [Finding] {
    guard let setting = facts.server.settings["max_slot_wal_keep_size"] else { return [] }
    guard setting.value == "-1" else {
      return ok("max_slot_wal_keep_size = \(Amount.bytes(setting.bytes ?? 0))")
    }
    return [
      finding(
        .warning, "max_slot_wal_keep_size", "max_slot_wal_keep_size is unlimited",
        why: "while blink-run is stopped, its slot retains WAL until the disk is full",
        remedies: RetentionAdvice.remedies(facts))
    ]
  }
}
