import Postgres
import Replication
import Settings

/// Whether the slot survives a failover.
struct SlotFailoverCheck: Check {
  let id = "slot-failover"
  let group = Group.slot
  let needsConfiguration = true
  let causes = ["slot-type", "slot-lost"]
  let needs: [FactFamily] = [.slots, .senders, .settings]
  let page = CheckPage(
    "A slot that survives a failover",
    when: "the slot exists on a primary; from 17",
    finds: "that the slot is not copied to standbys (`failover`)",
    why:
      "after a failover the new primary does not have the slot, and only a new snapshot resynchronises the pipeline",
    severity:
      "warning if a standby is connected or `failover: true` is in the file, otherwise a note",
    remedies: [
      "In a replication session, while the slot is not in use: `ALTER_REPLICATION_SLOT slot (FAILOVER true)`.",
      "On the standby: `sync_replication_slots = on`; on the primary: `synchronized_standby_slots`.",
    ],
    topic: .failover,
    sources: [
      CheckPage.postgres("logical-replication-failover.html"),
      CheckPage.postgres("protocol-replication.html"),
    ])

  func findings(_ facts: Facts) -> [Finding] {
    guard let slot = facts.ownSlot, let isFailover = slot.isFailover, !facts.server.isStandby else {
      return []
    }
    if isFailover {
      return [finding(.ok, slot.name, "slot \(slot.name) is copied to standbys (failover)")]
    }
    let standbys = Standbys(facts)
    let isWanted = facts.configuration?.source.failover == true
    guard isWanted || standbys.exist else {
      return [
        finding(.info, slot.name, "slot \(slot.name) is not copied to standbys; none is connected")
      ]
    }
    // Other names would need quotes in quotes.
    let name = facts.server.database
    let isPlain = name.utf8.allSatisfy {
      (97...122).contains($0) || (48...57).contains($0) || $0 == 95
    }
    let database = isPlain ? name : "DATABASE"
    let command = "ALTER_REPLICATION_SLOT \(Identifier(slot.name).quoted) (FAILOVER true)"
    return [
      finding(
        .warning, slot.name,
        "slot \(slot.name) will not survive a failover"
          + (standbys.exist ? " to \(standbys.words)" : ", although the file says failover: true"),
        why: "the new primary would not have it",
        remedies: [
          Remedy(
            .command,
            "psql 'dbname=\(database) replication=database' -c '\(command)'   # while blink-run is stopped",
            by: "a role that may replicate")
        ] + facts.provider.guide.failover())
    ]
  }
}
