package import Postgres

/// The part of an event that is the same for a whole transaction, written once.
package struct TransactionHeader: Sendable {
  /// The position of the commit record.
  package let commitLSN: LSN
  /// `LSN","seq":` and `,"xid":…,"commit_time":"…"`: the two sides of the sequence number.
  let beforeSequence: [UInt8]
  let afterSequence: [UInt8]

  /// - Parameter commitTime: in microseconds since 2000-01-01 UTC.
  package init(commitLSN: LSN, xid: UInt32, commitTime: Int64) {
    self.commitLSN = commitLSN
    beforeSequence = Array("\(commitLSN)\",\"seq\":".utf8)
    afterSequence = Array(
      ",\"xid\":\(xid),\"commit_time\":\"\(CommitTime.text(commitTime))\"".utf8)
  }
}
