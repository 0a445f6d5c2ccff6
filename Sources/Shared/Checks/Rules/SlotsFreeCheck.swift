import Settings

/// Whether enough replication slots are free.
struct SlotsFreeCheck: Check {
  let id = "replication-slots-free"
  let group = Group.capacity
  let needsConfiguration = false

  func findings(_ facts: Facts) -> [Finding] {
    let (used, most) = (facts.server.usedSlots, facts.server.maxSlots)
    let isNew = facts.ownSlot == nil
    let need = isNew ? (facts.configuration?.source.streamSnapshot == false ? 1 : 2) : 0
    let free = most - used
    if free >= need + 1 || (need == 0 && free >= 0) {
      return [Finding(.ok, id, "", "replication slots: \(used) of \(most) used")]
    }
    return [
      Finding(
        free < need ? .error : .warning, id, "max_replication_slots",
        "\(used) of \(most) replication slots used, \(need) needed",
        why: free < need
          ? "blink-run could not start (a snapshot needs a temporary slot beside the permanent one)"
          : "nothing is left for anybody else",
        remedies: facts.provider.set("max_replication_slots", "\(most + 10)", restart: true))
    ]
  }
}
