import Postgres
import Replication

/// Whether the publication is older than the changes that its slot still holds.
struct PublicationBeforeSlotCheck: Check {
  let id = "publication-before-slot"
  let group = Group.publication
  let needsConfiguration = true
  let causes = ["slot-type", "slot-plugin", "slot-database", "slot-lost"]
  let needs: [FactFamily] = [.publication, .slots]
  let page = CheckPage(
    "A publication newer than its slot",
    when: "publication and slot exist, and the pipeline's state does not prove their order",
    finds:
      "that the publication was created, or its options were changed, after the oldest transaction that the slot still needs. This alone is no proof: the slot may already have passed that position, and a slot without an exported snapshot begins with the oldest transaction of all slots. With `--probe` one change is decoded without consuming it, which is proof up to 17, and from 18 if the slot holds a published change",
    why:
      "changes are decoded with the catalogs as of their commit. Up to 17 the server then ends every stream with `publication does not exist`; from 18 it omits those changes and reports that only in its log",
    severity: "warning; error if `--probe` proves it",
    sideEffects:
      "with `--probe` the slot is in use while one of its changes is decoded, for at most `--probe-timeout`; no change is consumed. As with every reader, the server may remove WAL that the slot has already confirmed, and from 17 its inactive_since is reset",
    remedies: [
      "Start again with a new snapshot: `blink-run --resnapshot SLOT`.",
      "Or skip what the slot holds: `SELECT pg_replication_slot_advance(slot, pg_current_wal_lsn())`, then `blink-run --accept-gap LSN`.",
      "If only options were changed: nothing; the warning disappears once the slot has advanced.",
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
    guard facts.mayPublicationBeNewer else {
      return ok("\(name) is older than what slot \(slot.name) still holds, as the state shows")
    }
    var (status, found) = (
      Finding.Status.warning, "\(name) may have been created or changed after slot \(slot.name)"
    )
    switch facts.peek {
    case .change?:
      return ok("\(name) was changed after slot \(slot.name), which decodes through it")
    case .failed(let error)? where error.sqlstate == "42704":
      (status, found) = (.error, "slot \(slot.name) does not decode: \(error.description)")
    case .failed(let error)?: found += "; one change could not be decoded: \(error.description)"
    case .nothing?: found += "; it holds no published change to decode"
    case nil: break
    }
    let end =
      facts.server.version >= 180_000
      ? "the server omits older changes and reports that only in its log"
      : "decoding of older changes fails with 'publication \"\(name)\" does not exist'"
    return [
      finding(
        status, name, found,
        why: status == .error
          ? end : "\(end); if only its options were changed, this does not matter",
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
