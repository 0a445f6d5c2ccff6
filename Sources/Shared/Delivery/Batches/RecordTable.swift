package import Postgres

/// What a block holds, event by event; filled only for sinks that need it.
package struct RecordTable: Sendable {
  /// In the order of the block's lines.
  package private(set) var records: [EventRecord] = []
  /// In the same order; every record is in one part.
  package private(set) var parts: [TransactionPart] = []

  /// An empty table.
  package init() {}

  /// Number of events.
  package var count: Int { records.count }

  /// The part of a transaction or a snapshot that a record belongs to.
  package func part(of record: Int) -> TransactionPart {
    // Searched from the end where most records are looked up in order: parts are few.
    var index = parts.count - 1
    while index > 0, parts[index].first > record { index -= 1 }
    return parts[index]
  }

  /// The records of the part with this number.
  package func records(ofPart number: Int) -> Range<Int> {
    let end = number + 1 < parts.count ? parts[number + 1].first : records.count
    return parts[number].first..<end
  }

  /// Appends an event of a transaction, or of a snapshot where `commitTime` is nil.
  package mutating func append(_ record: EventRecord, lsn: LSN, commitTime: Int64?) {
    let last = parts.last
    if last == nil || last?.lsn != lsn || last?.commitTime != commitTime || last?.end != nil {
      parts.append(TransactionPart(lsn: lsn, commitTime: commitTime, first: records.count))
    }
    records.append(record)
  }

  /// The transaction whose events came last has ended; nothing where none of them is here.
  package mutating func close(_ lsn: LSN, end: LSN) {
    guard let last = parts.last, last.lsn == lsn, last.end == nil else { return }
    parts[parts.count - 1].end = end
  }

  /// Removes what stands behind the first `count` events.
  package mutating func truncate(to count: Int) {
    guard count < records.count else { return }
    records.removeLast(records.count - count)
    while let last = parts.last, last.first >= count { parts.removeLast() }
  }

  /// Forgets the events, not the memory.
  package mutating func clear() {
    records.removeAll(keepingCapacity: true)
    parts.removeAll(keepingCapacity: true)
  }
}
