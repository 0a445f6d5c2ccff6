import Postgres

/// Whether the slot is there, and where it stands.
struct SlotExistsCheck: Check {
  let id = "slot-exists"
  let group = Group.slot
  let needsConfiguration = true
  let needs: [FactFamily] = [.slots]
  let page = CheckPage(
    "The replication slot",
    when: "a file is given",
    finds: "where the slot stands, or that it will be made",
    why: "the slot remembers how far the stream was delivered",
    severity: "note",
    remedies: ["Nothing: blink-run makes it at its first start."],
    sources: [CheckPage.postgres("logicaldecoding-explanation.html")])

  func findings(_ facts: Facts) -> [Finding] {
    guard let name = facts.slot else {
      return [finding(.info, "", "a slot with a generated name will be made at first start")]
    }
    guard let slot = facts.ownSlot else {
      return [finding(.info, name, "slot \(name) will be made at first start")]
    }
    let place = slot.confirmed?.description ?? "?"
    return [
      finding(.ok, name, "slot \(name) stands at \(place), \(slot.lagBytes ?? 0) bytes behind")
    ]
  }
}
