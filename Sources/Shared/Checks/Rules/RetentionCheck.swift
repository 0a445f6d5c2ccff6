/// Whether an idle slot could fill the disk.
struct RetentionCheck: Check {
  let id = "slot-retention-unlimited"
  let group = Group.slot
  let needsConfiguration = false

  func findings(_ facts: Facts) -> [Finding] {
    guard facts.server.settings["max_slot_wal_keep_size"]?.value == "-1" else { return [] }
    return [
      Finding(
        .warning, id, "max_slot_wal_keep_size", "max_slot_wal_keep_size is unlimited",
        why: "while blink-run is down its slot keeps WAL until the disk is full",
        remedies: facts.provider == .azure
          ? [Remedy(.text, "Azure does not let it be set: put an alert on the storage used")]
          : facts.provider.set("max_slot_wal_keep_size", "10GB", restart: false))
    ]
  }
}
