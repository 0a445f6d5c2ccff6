/// Whether enough WAL senders are free.
struct SendersFreeCheck: Check {
  let id = "wal-senders-free"
  let group = Group.capacity
  let needsConfiguration = false

  func findings(_ facts: Facts) -> [Finding] {
    let (used, most) = (facts.server.usedSenders, facts.server.maxSenders)
    let need = 1
    let free = most - used
    if free >= need + 1 || (need == 0 && free >= 0) {
      return [Finding(.ok, id, "", "WAL senders: \(used) of \(most) used")]
    }
    return [
      Finding(
        free < need ? .error : .warning, id, "max_wal_senders",
        "\(used) of \(most) WAL senders used, \(need) needed",
        why: free < need
          ? "blink-run could not start" : "nothing is left for anybody else",
        remedies: facts.provider.set("max_wal_senders", "\(most + 10)", restart: true))
    ]
  }
}
