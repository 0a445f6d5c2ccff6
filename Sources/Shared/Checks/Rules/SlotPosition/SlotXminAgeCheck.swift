import Replication

/// Whether a slot keeps vacuum from cleaning the catalogs.
struct SlotXminAgeCheck: Check {
  let id = "slot-xmin-age"
  let group = Group.slot
  let needs: [FactFamily] = [.slots]
  let page = CheckPage(
    "A slot that holds up vacuum",
    when: "always",
    finds: "slots whose oldest catalog row is more than 500 million transactions old",
    why:
      "vacuum may not remove newer dead rows of the catalogs; at 2.1 thousand million the server refuses to write at all",
    severity: "warning",
    remedies: [
      "Start its consumer.",
      "If nobody needs it: `SELECT pg_drop_replication_slot(name)`.",
    ],
    sources: [CheckPage.postgres("routine-vacuuming.html")])

  func findings(_ facts: Facts) -> [Finding] {
    facts.slots.compactMap { slot in
      guard let age = slot.catalogAge, age > 500_000_000 else { return nil }
      return finding(
        .warning, slot.name,
        "slot \(slot.name) keeps catalog rows of the last \(age / 1_000_000) million transactions",
        why: "vacuum cannot clean up behind it; at 2100 million the server stops writing",
        remedies: [Remedy(.text, "start its consumer"), SlotRemedies.drop(slot.name)])
    }
  }
}
