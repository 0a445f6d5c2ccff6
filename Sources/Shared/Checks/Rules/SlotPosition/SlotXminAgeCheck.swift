import Replication

/// Whether a slot prevents vacuum from cleaning the catalogs.
struct SlotXminAgeCheck: Check {
  let id = "slot-xmin-age"
  let group = Group.slot
  let needs: [FactFamily] = [.slots]
  let page = CheckPage(
    "A slot that blocks vacuum",
    when: "always",
    finds: "slots whose oldest catalog row is more than 500 million transactions old",
    why:
      "vacuum cannot remove newer dead rows of the catalogs; at 2.1 billion transactions the server refuses all writes",
    severity: "warning",
    remedies: [
      "Start its consumer.",
      "If it is no longer needed: `SELECT pg_drop_replication_slot(name)`.",
    ],
    sources: [CheckPage.postgres("routine-vacuuming.html")])

  func findings(_ facts: Facts) -> [Finding] {
    facts.slots.compactMap { slot in
      guard let age = slot.catalogAge, age > 500_000_000 else { return nil }
      return finding(
        .warning, slot.name,
        "slot \(slot.name) retains catalog rows of the last \(age / 1_000_000) million transactions",
        why: "vacuum cannot remove newer rows; at 2100 million the server refuses all writes",
        remedies: [Remedy(.text, "start its consumer"), SlotRemedies.drop(slot.name)])
    }
  }
}
