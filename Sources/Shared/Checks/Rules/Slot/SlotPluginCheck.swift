import Start
import Replication
import Settings

/// Whether the slot decodes with the configured plugin.
struct SlotPluginCheck: Check {
  let id = "slot-plugin"
  let group = Group.slot
  let needsConfiguration = true
  let needs: [FactFamily] = [.slots]
  let page = CheckPage(
    "The slot's output plugin",
    when: "the slot exists",
    finds: "a slot that was created with another output plugin",
    why:
      "this pipeline cannot read the format of its changes; a slot's plugin cannot be changed",
    severity: "error",
    remedies: ["Another `slot_name`.", "Or drop it, if its consumer is gone."],
    sources: [CheckPage.postgres("logicaldecoding-output-plugin.html")])

  func bearing(on plan: StartPlan) -> StartBearing { .planned }

  func findings(_ facts: Facts) -> [Finding] {
    guard let slot = facts.ownSlot, let plugin = slot.plugin,
      plugin != facts.plugin.rawValue
    else { return [] }
    return [
      finding(
        .error, slot.name, "slot \(slot.name) decodes with \(plugin), not \(facts.plugin.rawValue)",
        why: "its changes cannot be read",
        remedies: [Remedy(.config, "slot_name: another name"), SlotRemedies.drop(slot.name)])
    ]
  }
}
