import Start
import Replication

/// Whether the slot decodes this database.
struct SlotDatabaseCheck: Check {
  let id = "slot-database"
  let group = Group.slot
  let needsConfiguration = true
  let needs: [FactFamily] = [.slots, .server]
  let page = CheckPage(
    "The slot's database",
    when: "the slot exists",
    finds: "a slot with the configured name in another database",
    why: "a slot decodes only one database, and its name is unique on the server",
    severity: "error",
    remedies: ["Another `slot_name`."],
    sources: [CheckPage.postgres("view-pg-replication-slots.html")])

  func bearing(on plan: StartPlan) -> StartBearing { .planned }

  func findings(_ facts: Facts) -> [Finding] {
    guard let slot = facts.ownSlot, let database = slot.database,
      database != facts.server.database
    else { return [] }
    return [
      finding(
        .error, slot.name, "slot \(slot.name) belongs to database \(database)",
        why: "a slot decodes only one database",
        remedies: [Remedy(.config, "slot_name: another name")])
    ]
  }
}
