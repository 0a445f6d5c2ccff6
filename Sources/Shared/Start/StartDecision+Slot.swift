package import Diagnostics
package import Postgres
package import Replication

extension StartDecision {
  /// Judges the file's streams, `schema.table` each, beside those of a finished snapshot.
  package static func checkStreams(
    _ streams: [String], _ state: PipelineState
  ) throws(Failure) {
    let added = streams.filter { !state.streams.contains($0) }
    guard state.phase != .snapshot, !added.isEmpty else { return }
    throw gap(
      "streams were added to the file: \(added.joined(separator: ", "))", at: state.position,
      why: "their older rows need a snapshot of their own, which is not built yet",
      remedies: [
        "take them out again",
        "--resnapshot \(state.slot)   begins again with a snapshot of every stream",
      ])
  }

  /// Judges a slot that a stream is to go on from, at start and whenever the connection was
  /// lost: in between somebody may have dropped, replaced or advanced it.
  ///
  /// - Parameters:
  ///   - facts: nil where there is no such slot.
  ///   - position: the last position that was stored, above which nothing was ever confirmed.
  package static func checkSlot(
    _ facts: SlotFacts?, _ slot: String, at position: LSN
  ) throws(Failure) {
    let again = "--resnapshot \(slot)   begins again with a snapshot"
    guard let facts else { throw goneSlot(slot, at: position) }
    if facts.walStatus == "lost" {
      throw gap(
        "slot \(slot) is invalidated (wal_status = lost)", at: position,
        why: "the server removed WAL that was not delivered yet",
        remedies: [
          again, "raise max_slot_wal_keep_size, or keep the pipeline running, so it stays",
        ])
    }
    let confirmed = facts.confirmed ?? .zero
    guard confirmed <= position else {
      throw gap(
        "slot \(slot) stands at \(confirmed), beyond \(position), the last position that this"
          + " pipeline confirmed", at: position,
        why: "somebody else advanced or replaced the slot; the changes in between are lost",
        remedies: [again, "--accept-gap \(confirmed)   goes on without them"])
    }
  }

  static func goneSlot(_ slot: String, at position: LSN) -> Failure {
    gap(
      "slot \(slot) is gone; the last position delivered is \(position)", at: position,
      why: "every change since then is lost to this pipeline",
      remedies: [
        "--resnapshot \(slot)   begins again with a snapshot",
        "--accept-gap \(position)   makes a new slot and goes on without those changes",
      ])
  }
}
