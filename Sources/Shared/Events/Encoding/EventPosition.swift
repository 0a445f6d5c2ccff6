package import Postgres

/// A change's identity: unique, the same after a redelivery, increasing along the stream.
package struct EventPosition: Sendable, Hashable, Comparable {
  /// Position of the commit record.
  package var lsn: LSN
  /// Number of the event in its transaction, from 0.
  package var sequence: UInt64

  /// Joins both.
  package init(lsn: LSN, sequence: UInt64) {
    self.lsn = lsn
    self.sequence = sequence
  }

  package static func < (a: Self, b: Self) -> Bool {
    a.lsn == b.lsn ? a.sequence < b.sequence : a.lsn < b.lsn
  }
}
