import Postgres
import Replication
import Start

extension Facts {
  /// Whether the publication may be newer than changes that the slot still holds.
  ///
  /// The catalog alone raises the suspicion on every server with an older slot: a slot without an
  /// exported snapshot begins with the oldest `catalog_xmin` of all slots. The state can refute it.
  var mayPublicationBeNewer: Bool {
    publication?.isNewerThanSlot == true && !isPublicationOlderByState
  }

  /// Whether the pipeline's own state proves that the publication was in place before everything
  /// that the slot will send.
  private var isPublicationOlderByState: Bool {
    guard let state, let publication, let slot = ownSlot, let identity = replication?.identity,
      state.phase != .snapshot, state.slot == slot.name, state.publication == publicationName,
      state.systemID == identity.systemID
    else { return false }
    // blink-run creates a publication only in a start that then creates the slot.
    if let created = state.createdPublicationOID, created == publication.oid { return true }
    // Another one: the stream is past a look that found this very row.
    guard let row = look?.publication?.row, row == state.publicationRow, let looked = state.looked
    else { return false }
    return max(slot.confirmed ?? .zero, state.position) >= looked
  }
}
