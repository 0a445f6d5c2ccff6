/// Where in a spool each subtransaction begins; some 30 bytes for each of them. Pure.
///
/// All that follows the first record of a subtransaction is its own or of its children, as long as
/// it can be rolled back: its parent cannot write before it has ended. So a rollback cuts
/// the spool there, as PostgreSQL's own subscriber does (worker.c, `stream_abort_internal`).
struct SubtransactionMarks {
  /// The subtransactions in the order of their first records.
  private var order: [UInt32] = []
  /// The offset of each one's first record, in bytes.
  private var offsets: [UInt32: Int] = [:]
  /// That of the last record.
  private var latest: UInt32?

  /// A record of `subxid` is written at `offset`.
  mutating func note(_ subxid: UInt32, at offset: Int) {
    guard subxid != latest else { return }
    latest = subxid
    guard offsets[subxid] == nil else { return }
    offsets[subxid] = offset
    order.append(subxid)
  }

  /// Forgets a subtransaction and what began after it; gives the offset to cut at, nil where it
  /// wrote nothing, or was cut away with another one already.
  mutating func rollBack(_ subxid: UInt32) -> Int? {
    guard let offset = offsets[subxid] else { return nil }
    latest = nil
    while let last = order.last, let begin = offsets[last], begin >= offset {
      offsets[last] = nil
      order.removeLast()
    }
    return offset
  }
}
