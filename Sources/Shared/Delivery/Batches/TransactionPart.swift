package import Postgres

/// Records that follow each other and belong to one transaction, or to one snapshot; a large
/// transaction has parts in several blocks.
package struct TransactionPart: Sendable, Equatable {
  /// Position of the commit record; of a snapshot its consistent point.
  package var lsn: LSN
  /// Microseconds since 2000-01-01 UTC; nil for a snapshot.
  package var commitTime: Int64?
  /// Its first record.
  package var first: Int
  /// The transaction's end where its last event is in this part; nil where more may follow.
  package var end: LSN?

  /// Describes a part that is open.
  package init(lsn: LSN, commitTime: Int64?, first: Int) {
    self.lsn = lsn
    self.commitTime = commitTime
    self.first = first
  }

  /// Whether these are rows of a snapshot.
  package var isSnapshot: Bool { commitTime == nil }
}
