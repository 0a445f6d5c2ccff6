import Replication
import Start

/// Which session reads the slot now.
struct SlotActiveCheck: Check {
  let id = "slot-active"
  let group = Group.slot
  let needsConfiguration = true
  let needs: [FactFamily] = [.slots]
  let page = CheckPage(
    "A slot in use",
    when: "the slot exists",
    finds: "the session that reads the slot now",
    why:
      "each consumer of a shared slot would miss the changes that the other consumes; the server refuses the second",
    severity:
      "note if it is a blink-run with its state here, warning if it is another blink-run, otherwise an error",
    remedies: [
      "If it is this pipeline, nothing.",
      "Otherwise stop that consumer, or use another `slot_name`.",
      "If that consumer is gone but its session is still open: `SELECT pg_terminate_backend(pid)`.",
    ],
    sources: [CheckPage.postgres("monitoring-stats.html")])

  func bearing(on plan: StartPlan) -> StartBearing { .planned }

  func findings(_ facts: Facts) -> [Finding] {
    guard let slot = facts.ownSlot, slot.isActive, slot.confirmed != nil else { return [] }
    let found = "slot \(slot.name) is read by \(SlotWords.holder(slot)), \(SlotWords.lag(slot))"
    if facts.state?.phase == .streaming, slot.holder.hasPrefix("blink-run") {
      return [finding(.info, slot.name, "this pipeline is running: \(found)")]
    }
    var remedies = [Remedy(.text, "stop that consumer, if it is not this pipeline")]
    if let pid = slot.activePID {
      remedies.append(
        Remedy(
          .sql, "SELECT pg_catalog.pg_terminate_backend(\(pid));   -- if its program is gone",
          by: "superuser, or the session's own role", isDestructive: true, stage: .slots))
    }
    return [
      finding(
        slot.holder.isEmpty || slot.holder.hasPrefix("blink-run") ? .warning : .error, slot.name,
        found,
        why: "each consumer of a shared slot would miss the changes that the other consumes",
        remedies: remedies)
    ]
  }
}
