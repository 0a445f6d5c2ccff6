import Replication

/// Whether a prepared transaction blocks the slot permanently.
struct PreparedTransactionsCheck: Check {
  let id = "prepared-transactions"
  let group = Group.slot
  let needsConfiguration = true
  let needs: [FactFamily] = [.blockers, .slots]
  let page = CheckPage(
    "Prepared transactions",
    when: "a slot has yet to be created",
    finds:
      "prepared transactions (two-phase commit) that never ended, in any database of the server",
    why:
      "a slot starts only once no older write transaction is open, and a prepared one stays open until it is committed or rolled back, even across restarts",
    severity: "error",
    remedies: [
      "`COMMIT PREPARED` or `ROLLBACK PREPARED`, in its database, as its owner: ask the program that prepared it which."
    ],
    sources: [CheckPage.postgres("sql-prepare-transaction.html")])

  func findings(_ facts: Facts) -> [Finding] {
    guard facts.createsSlot else { return [] }
    return facts.blockers.compactMap { blocker in
      guard let gid = blocker.gid else { return nil }
      return finding(
        .error, gid, "\(blocker.description) blocks the slot until it is ended",
        why: "a slot starts only once no older write transaction is open",
        remedies: SlotRemedies.end(blocker))
    }
  }
}
