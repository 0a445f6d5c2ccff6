import Delivery
import Diagnostics
import Postgres
import Replication

/// Looks after a slot that does not move while a snapshot is copied: it retains WAL, and where
/// `max_slot_wal_keep_size` limits that, it can be lost.
struct SlotGuard: Sendable {
  let server: Server
  let slot: String
  /// Where the other streams wait.
  let point: LSN
  let reporter: any Reporter

  /// Reports how much the slot retains.
  ///
  /// - Throws: `other` with a gap that has not happened yet, if the slot is about to be lost.
  func look() throws(PipelineError) {
    let found: ReplicationSlot?
    do {
      found = try ReplicationSlot.named(slot, over: try server.session())
    } catch {
      // The copy itself fails if this is more than a moment's trouble.
      return
    }
    guard let found else { return }
    let retained = found.retainedBytes ?? 0
    let left =
      found.safeWALSize.map { "; \(Amount.bytes(max(0, $0))) more and it may be lost" } ?? ""
    reporter.note(
      "the other streams wait at \(point): slot \(slot) retains \(Amount.bytes(retained)) of WAL\(left)"
    )
    guard Self.isInDanger(found, segment: server.description.walSegmentSize) else { return }
    throw .other(
      Failure(
        .gap, "the copy of the added streams was given up: slot \(slot) is about to be lost",
        subject: "LSN \(point)",
        why: "it retains \(Amount.bytes(retained)) of WAL, and the server keeps no more than"
          + " max_slot_wal_keep_size for it; nothing is lost yet",
        remedies: [
          "raise max_slot_wal_keep_size, then start again: the copy begins again",
          "take the added streams out of the file again, or copy them by a pipeline of their own (another"
            + " file with --id)",
        ]))
  }

  /// Whether there is hardly room for what the other streams still have to read.
  static func isInDanger(_ slot: ReplicationSlot, segment: UInt64) -> Bool {
    if slot.isLost || slot.walStatus == "unreserved" { return true }
    guard let left = slot.safeWALSize else { return false }
    return left < max(Int(clamping: segment) * 2, (slot.retainedBytes ?? 0) / 10)
  }
}
