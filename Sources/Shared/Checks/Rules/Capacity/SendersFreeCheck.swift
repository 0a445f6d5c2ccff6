/// Whether enough WAL senders are free.
struct SendersFreeCheck: Check {
  let id = "wal-senders-free"
  let group = Group.capacity
  let needs: [FactFamily] = [.capacity]
  let page = CheckPage(
    "Free WAL senders",
    when: "always",
    finds: "no free WAL sender, or none to spare",
    why: "every replication session takes one: blink-run, standbys, backups",
    severity: "error where none is free, warning where none is left over",
    remedies: ["Raise `max_wal_senders` (restart)."],
    topic: .parameter("max_wal_senders", value: "20", restart: true),
    needsRestart: true,
    sources: [CheckPage.postgres("runtime-config-replication.html")])

  func findings(_ facts: Facts) -> [Finding] {
    let (used, most) = (facts.server.usedSenders, facts.server.maxSenders)
    let need = 1
    let free = most - used
    if free >= need + 1 { return ok("WAL senders: \(used) of \(most) used") }
    return [
      finding(
        free < need ? .error : .warning, "max_wal_senders",
        "\(used) of \(most) WAL senders used, \(need) needed",
        why: free < need ? "blink-run could not start" : "nothing is left for anybody else",
        remedies: facts.provider.set("max_wal_senders", "\(most + 10)", restart: true))
    ]
  }
}
