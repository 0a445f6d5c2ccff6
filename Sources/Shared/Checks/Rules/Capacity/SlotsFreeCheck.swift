import Replication
import Settings

/// Whether enough replication slots are free.
struct SlotsFreeCheck: Check {
  let id = "replication-slots-free"
  let group = Group.capacity
  let needs: [FactFamily] = [.capacity, .slots]
  let page = CheckPage(
    "Free replication slots",
    when: "always",
    finds: "fewer free slots than blink-run needs, or none to spare",
    why:
      "a first snapshot needs a temporary slot beside the permanent one; others (standbys, backups) need theirs",
    severity: "error if too few are free, warning if none is left over",
    remedies: [
      "Drop slots that are no longer needed: see `other-slots`.",
      "Raise `max_replication_slots` (restart).",
    ],
    topic: .parameter("max_replication_slots", value: "20", restart: true),
    needsRestart: true,
    sources: [CheckPage.postgres("runtime-config-replication.html")])

  func findings(_ facts: Facts) -> [Finding] {
    let (used, most) = (facts.server.usedSlots, facts.server.maxSlots)
    let isNew = facts.ownSlot == nil
    let need =
      isNew
      ? (facts.configuration?.source.streamSnapshot == false ? 1 : 2) : facts.createsSlot ? 1 : 0
    let free = most - used
    if free >= need + 1 || (need == 0 && free >= 0) {
      return ok("replication slots: \(used) of \(most) used")
    }
    let names = facts.slots.filter { !$0.isActive && $0.name != facts.slot }.map(\.name).sorted()
    let idle =
      names.isEmpty
      ? []
      : [
        Remedy(
          .text,
          "drop the idle slots that are no longer needed: \(names.joined(separator: ", "))",
          by: "a role that may replicate")
      ]
    return [
      finding(
        free < need ? .error : .warning, "max_replication_slots",
        "\(used) of \(most) replication slots used, \(need) needed",
        why: free < need
          ? "blink-run could not start (a snapshot needs a temporary slot beside the permanent one)"
          : "none is left for other clients",
        remedies: idle
          + facts.provider.set("max_replication_slots", "\(most + 10)", restart: true))
    ]
  }
}
