package import Postgres

/// The part of an event that is the same for a whole transaction, written once.
package struct TransactionHeader: ~Copyable, Sendable {
  /// The position of the commit record.
  package private(set) var commitLSN = LSN.zero
  /// In microseconds since 2000-01-01 UTC.
  package private(set) var commitTime: Int64 = 0
  /// `LSN","seq":` and `,"xid":…,"commit_time":"…","key":`: the two sides of the sequence number.
  private var text = ByteBuffer(capacity: 256)
  private var split = 0

  /// The header of no transaction.
  package init() {}

  /// Takes another transaction.
  ///
  /// - Parameter commitTime: in microseconds since 2000-01-01 UTC.
  package mutating func begin(commitLSN: LSN, xid: UInt32, commitTime: Int64) {
    self.commitLSN = commitLSN
    self.commitTime = commitTime
    text.truncate(to: 0)
    text.append(hexadecimal: UInt32(truncatingIfNeeded: commitLSN.value >> 32))
    text.append(UInt8(ascii: "/"))
    text.append(hexadecimal: UInt32(truncatingIfNeeded: commitLSN.value))
    text.append("\",\"seq\":")
    split = text.count
    text.append(",\"xid\":")
    text.append(decimal: UInt64(xid))
    text.append(",\"commit_time\":\"")
    CommitTime.append(commitTime, into: &text)
    text.append("\",\"key\":")
  }

  /// Appends all of it around `sequence`.
  @inline(__always)
  func append(sequence: UInt64, into output: inout ByteBuffer) {
    output.append(text, 0..<split)
    output.append(decimal: sequence)
    output.append(text, split..<text.count)
  }
}
