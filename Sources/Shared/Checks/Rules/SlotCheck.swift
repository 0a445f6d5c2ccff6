import Postgres

/// Whether the slot fits this pipeline and still has its WAL.
struct SlotCheck: Check {
  let id = "slot-exists"
  let group = Group.slot
  let needsConfiguration = true

  func findings(_ facts: Facts) -> [Finding] {
    guard let name = facts.slot else {
      return [Finding(.info, id, "", "a slot with a generated name will be made at first start")]
    }
    guard let slot = facts.ownSlot else {
      return [Finding(.info, id, name, "slot \(name) will be made at first start")]
    }
    let drop = Remedy(
      .sql, "SELECT pg_drop_replication_slot(\(Quoting.literal(name)));",
      by: "a role that may replicate")
    let other = Remedy(.config, "slot_name: another name")
    var result: [Finding] = []
    func add(
      _ status: Finding.Status, _ id: String, _ found: String, _ why: String, _ remedies: [Remedy]
    ) {
      result.append(Finding(status, id, name, found, why: why, remedies: remedies))
    }
    if slot.type != "logical" {
      add(.error, "slot-type", "slot \(name) is physical", "it cannot be decoded", [other])
    } else if let plugin = slot.plugin, plugin != "pgoutput" {
      add(
        .error, "slot-plugin", "slot \(name) decodes with \(plugin), not pgoutput",
        "its changes cannot be read", [other, drop])
    }
    if let database = slot.database, database != facts.server.database {
      add(
        .error, "slot-database", "slot \(name) belongs to database \(database)",
        "a slot decodes one database only", [other])
    }
    if slot.isTemporary {
      add(
        .error, "slot-temporary", "slot \(name) is temporary",
        "it dies with the session that made it", [other])
    }
    if slot.isActive {
      add(
        .warning, "slot-active",
        "slot \(name) is in use by pid \(slot.activePID ?? 0) (\(slot.holder))",
        "two consumers of one slot would each lose what the other takes",
        [Remedy(.text, "stop that consumer, if it is not this pipeline")])
    }
    if slot.walStatus == "lost" {
      add(
        .error, "slot-lost", "slot \(name) is invalidated (wal_status = lost)",
        "the server removed WAL that was not delivered yet",
        [Remedy(.command, "blink-run --resnapshot \(name)")]
          + facts.provider.set("max_slot_wal_keep_size", "10GB", restart: false))
    } else if slot.walStatus == "unreserved" {
      add(
        .error, "slot-unreserved", "slot \(name) is about to lose its WAL",
        "the next checkpoint may remove what was not delivered",
        [Remedy(.command, "blink-run   # at once")]
          + facts.provider.set("max_slot_wal_keep_size", "10GB", restart: false))
    }
    if let retained = slot.retainedBytes, retained > 1 << 30 {
      add(
        .warning, "slot-lag", "slot \(name) holds \(retained >> 20) MB of WAL",
        "it is not read fast enough, or not at all",
        [Remedy(.text, "start or look after its consumer")])
    }
    if result.isEmpty {
      add(
        .ok, id,
        "slot \(name) stands at \(slot.confirmed?.description ?? "?"), \(slot.lagBytes ?? 0) bytes behind",
        "", [])
    }
    return result
  }
}
