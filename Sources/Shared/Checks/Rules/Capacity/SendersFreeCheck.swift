import Postgres

/// Whether enough WAL senders are free.
struct SendersFreeCheck: Check {
  let id = "wal-senders-free"
  let group = Group.capacity
  let needs: [FactFamily] = [.capacity]
  let page = CheckPage(
    "Free WAL senders",
    when: "always",
    finds: "no free WAL sender, none to spare, or fewer WAL senders than slots",
    why: "every replication session takes one: blink-run, standbys, backups",
    severity: "error if none is free, otherwise a warning",
    remedies: ["Raise `max_wal_senders` (restart)."],
    topic: .parameter("max_wal_senders", value: "20", restart: true),
    needsRestart: true,
    sources: [CheckPage.postgres("runtime-config-replication.html")])

  func findings(_ facts: Facts) -> [Finding] {
    let (used, most) = (facts.server.usedSenders, facts.server.maxSenders)
    let free = most - used
    // What was refused just now weighs more than a count of another moment.
    let isRefused = facts.replicationError?.kind == .tooManyConnections
    if isRefused || free <= 1 {
      let isFull = isRefused || free < 1
      return [
        finding(
          isFull ? .error : .warning, "max_wal_senders",
          isRefused
            ? "a replication session was refused: \(facts.replicationError?.description ?? "")"
            : "\(used) of \(most) WAL senders used, 1 needed",
          why: isFull ? "blink-run could not start" : "none is left for other clients",
          remedies: facts.provider.set("max_wal_senders", "\(most + 10)", restart: true))
      ]
    }
    let slots = facts.server.maxSlots
    guard most < slots else { return ok("WAL senders: \(used) of \(most) used") }
    return [
      finding(
        .warning, "max_wal_senders",
        "max_wal_senders is \(most), less than max_replication_slots, \(slots)",
        why: "not every slot can be read at the same time",
        remedies: facts.provider.set("max_wal_senders", "\(slots)", restart: true))
    ]
  }
}
