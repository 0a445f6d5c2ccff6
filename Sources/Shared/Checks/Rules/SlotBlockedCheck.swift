import Postgres

/// Whether the creation of a slot would have to wait.
struct SlotBlockedCheck: Check {
  let id = "slot-create-blocked"
  let group = Group.slot
  let needsConfiguration = true

  func findings(_ facts: Facts) -> [Finding] {
    guard facts.ownSlot == nil else { return [] }
    return facts.blockers.map { blocker in
      guard let gid = blocker.gid else {
        return Finding(
          .warning, id, "", "making the slot will wait for \(blocker.description)",
          why: "a slot begins where no older write transaction is open",
          remedies: [Remedy(.text, "end that transaction")])
      }
      return Finding(
        .error, "prepared-transactions", gid, "\(blocker.description) blocks the slot for ever",
        why: "a slot begins where no older write transaction is open",
        remedies: [
          Remedy(
            .sql, "ROLLBACK PREPARED \(Quoting.literal(gid));",
            by: "its owner, in database \(blocker.database)")
        ])
    }
  }
}
