import Replication
import Start

/// Who reads the slot now.
struct SlotActiveCheck: Check {
  let id = "slot-active"
  let group = Group.slot
  let needsConfiguration = true
  let needs: [FactFamily] = [.slots]
  let page = CheckPage(
    "A slot in use",
    when: "the slot exists",
    finds: "the session that reads the slot now",
    why: "two consumers of one slot would each lose what the other takes; the second is refused",
    severity:
      "note where it is a blink-run with its state here, warning where it is another blink-run, else error",
    remedies: [
      "If it is this pipeline, nothing.",
      "Else stop that consumer, or take another `slot_name`.",
      "If that consumer is gone and its session is not: `SELECT pg_terminate_backend(pid)`.",
    ],
    sources: [CheckPage.postgres("monitoring-stats.html")])

  func bearing(on plan: StartPlan) -> StartBearing { .planned }

  func findings(_ facts: Facts) -> [Finding] {
    guard let slot = facts.ownSlot, slot.isActive, slot.confirmed != nil else { return [] }
    let found = "slot \(slot.name) is read by \(SlotWords.holder(slot)), \(SlotWords.lag(slot))"
    if facts.state?.phase == .streaming, slot.holder.hasPrefix("blink-run") {
      return [finding(.info, slot.name, "this pipeline runs: \(found)")]
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
        why: "two consumers of one slot would each lose what the other takes", remedies: remedies)
    ]
  }
}
