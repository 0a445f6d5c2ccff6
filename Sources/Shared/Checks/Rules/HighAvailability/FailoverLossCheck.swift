/// Whether the slot would be gone after a failover, on servers that cannot copy slots themselves.
struct FailoverLossCheck: Check {
  let id = "failover-loss"
  let group = Group.highAvailability
  let needsConfiguration = true
  let needs: [FactFamily] = [.slots, .senders, .settings]
  let page = CheckPage(
    "Failover before 17",
    when: "before 17, on a primary",
    finds:
      "standbys, or a provider that may have them, without anything that copies logical slots to them",
    why:
      "after a failover the new primary does not have the slot: the pipeline stops, and only a new snapshot resynchronises it",
    severity: "warning if standbys are connected, a note if a provider may have them",
    remedies: [
      "The extension `pg_failover_slots` (restart), or the provider's equivalent.",
      "From 17 the server copies slots itself: see `slot-failover`.",
    ],
    topic: .failover,
    needsRestart: true,
    sources: [CheckPage.postgres("logical-replication-failover.html")])

  func findings(_ facts: Facts) -> [Finding] {
    guard facts.server.version > 0, facts.server.version < 170_000, !facts.server.isStandby,
      let name = facts.slot
    else { return [] }
    let libraries = facts.setting("shared_preload_libraries") ?? ""
    if libraries.contains("pg_failover_slots") {
      return ok("pg_failover_slots copies slot \(name) to standbys")
    }
    let found: (status: Finding.Status, words: String)
    let standbys = Standbys(facts)
    switch facts.provider {
    // Slots live in the storage that all its instances share.
    case .aurora: return ok("slots survive a failover of the writer")
    case .selfManaged:
      guard standbys.exist else { return [] }
      found = (.warning, "after a failover to \(standbys.words) slot \(name) will be missing")
    default:
      found = (
        standbys.exist ? .warning : .info,
        "after a failover slot \(name) may be missing, depending on what \(facts.provider.title) copies"
      )
    }
    return [
      finding(
        found.status, name, found.words,
        why:
          "PostgreSQL copies slots to standbys from 17 on; without a copy the pipeline starts again with a new snapshot",
        remedies: facts.provider.guide.failover())
    ]
  }
}
