/// Whether the creation of a slot would have to wait.
struct SlotBlockedCheck: Check {
  let id = "slot-create-blocked"
  let group = Group.slot
  let needsConfiguration = true
  let needs: [FactFamily] = [.blockers, .slots]
  let page = CheckPage(
    "Transactions that a new slot waits for",
    when: "the slot is to be made",
    finds: "open transactions that have written something, in any database of the server",
    why: "a slot begins where no older write transaction is open: it waits for all of them",
    severity: "warning",
    remedies: ["Let the transaction end, or end it: `SELECT pg_terminate_backend(pid)`."],
    sources: [CheckPage.postgres("logicaldecoding-explanation.html")])

  func findings(_ facts: Facts) -> [Finding] {
    guard facts.ownSlot == nil else { return [] }
    return facts.blockers.filter { $0.gid == nil }.map { blocker in
      finding(
        .warning, blocker.pid.map { "pid \($0)" } ?? "",
        "making the slot will wait for \(blocker.description)",
        why: "a slot begins where no older write transaction is open",
        remedies: [
          Remedy(.text, "end that transaction"),
          Remedy(
            .sql, "SELECT pg_terminate_backend(\(blocker.pid ?? 0));",
            by: "superuser, or the session's own role", isDestructive: true, stage: .slots),
        ])
    }
  }
}
