import Replication
import Settings

/// Whether failover slots wait for a standby that is not connected.
struct StandbySlotGateCheck: Check {
  let id = "standby-slot-gate"
  let group = Group.highAvailability
  let causes = ["standby"]
  let needs: [FactFamily] = [.gate, .slots]
  let page = CheckPage(
    "synchronized_standby_slots",
    when: "from 17, on a primary",
    finds: "a physical slot listed there that does not exist or is not in use",
    why:
      "a slot with `failover` delivers nothing until all standbys listed there have received the WAL; the wait is reported only in the server log",
    severity: "warning",
    remedies: [
      "Start the standby that reads the slot; on it `primary_slot_name` names the slot.",
      "Or remove the name from `synchronized_standby_slots` (reload).",
    ],
    topic: .parameter("synchronized_standby_slots", value: "standby1", restart: false),
    sources: [CheckPage.postgres("runtime-config-replication.html")])

  func findings(_ facts: Facts) -> [Finding] {
    let closed = facts.gate.filter { !$0.exists || !$0.isActive }
    let isOurs =
      facts.ownSlot?.isFailover ?? (facts.configuration?.source.failover ?? false)
    guard isOurs || facts.slots.contains(where: { $0.isFailover == true }) else { return [] }
    let open = facts.gate.filter { $0.exists && $0.isActive }.map(\.name)
    return closed.map { slot in
      finding(
        .warning, slot.name,
        "slot \(slot.name) in synchronized_standby_slots \(slot.exists ? "is not in use" : "does not exist")",
        why: isOurs
          ? "slots with failover, this pipeline's too, deliver nothing until a standby reads it"
          : "slots with failover deliver nothing until a standby reads it",
        remedies: facts.provider.set(
          "synchronized_standby_slots", open.joined(separator: ", "), restart: false)
          + [Remedy(.text, "start the standby that reads slot \(slot.name)")])
    }
  }
}
