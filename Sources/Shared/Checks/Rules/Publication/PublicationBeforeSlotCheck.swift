import Postgres
import Replication

/// Whether the publication is older than what its slot still holds.
struct PublicationBeforeSlotCheck: Check {
  let id = "publication-before-slot"
  let group = Group.publication
  let needsConfiguration = true
  let causes = ["slot-type", "slot-plugin", "slot-database", "slot-lost"]
  let needs: [FactFamily] = [.publication, .slots]
  let page = CheckPage(
    "A publication that is newer than its slot",
    when: "publication and slot exist",
    finds:
      "that the publication was made, or its options were changed, after the oldest transaction that the slot still needs. It is a suspicion: the slot may have passed that place already. With `--probe` one change of the slot is decoded, and stays in it: that settles the matter up to 17, and from 18 where a published change is there",
    why:
      "changes are decoded with the catalogs of their time. To 17 the server then ends every stream with `publication does not exist`; from 18 it leaves those changes out and only its log says so",
    severity: "warning; error where `--probe` proves it",
    sideEffects:
      "with `--probe` the slot is held while one of its changes is decoded, for `--probe-timeout` at most; nothing is taken from it. As with every reader the server may let go what the slot has confirmed before, and from 17 its inactive_since begins anew",
    remedies: [
      "Begin again: `blink-run --resnapshot SLOT`.",
      "Or leave out what the slot holds: `SELECT pg_replication_slot_advance(slot, pg_current_wal_lsn())`, then `blink-run --accept-gap LSN`.",
      "If only options were changed: nothing; the suspicion ends once the slot has moved on.",
    ],
    sources: [
      CheckPage.postgres("logical-replication-publication.html"),
      CheckPage.postgres("logicaldecoding-explanation.html"),
    ])

  func findings(_ facts: Facts) -> [Finding] {
    guard let publication = facts.publication, let name = facts.publicationName,
      let slot = facts.ownSlot
    else { return [] }
    guard publication.isNewerThanSlot else { return ok("\(name) is older than slot \(slot.name)") }
    var (status, found) = (
      Finding.Status.warning, "\(name) may have been made or changed after slot \(slot.name)"
    )
    switch facts.peek {
    case .change?:
      return ok("\(name) was changed after slot \(slot.name), which decodes through it")
    case .failed(let error)? where error.sqlstate == "42704":
      (status, found) = (.error, "slot \(slot.name) does not decode: \(error.description)")
    case .failed(let error)?: found += "; one change could not be decoded: \(error.description)"
    case .nothing?: found += "; it holds no published change to try"
    case nil: break
    }
    let end =
      facts.server.version >= 180_000
      ? "the server leaves older changes out and says so in its log only"
      : "decoding of older changes fails with 'publication \"\(name)\" does not exist'"
    return [
      finding(
        status, name, found,
        why: status == .error ? end : "\(end); after a change of its options it means nothing",
        remedies: [
          Remedy(.command, "blink-run --resnapshot \(slot.name)", isDestructive: true),
          Remedy(
            .sql,
            "SELECT pg_catalog.pg_replication_slot_advance(\(Quoting.literal(slot.name)), pg_catalog.pg_current_wal_lsn());   -- loses what the slot holds",
            by: "a role that may replicate", isDestructive: true, stage: .slots),
        ])
    ]
  }
}
