import Events

/// A transaction that the server streams before it commits: its changes are spooled, record by
/// record, until it is known whether it does.
///
/// A record is the length of what follows (four bytes of this machine), the message without the
/// xid that streaming adds to it and, for a Relation, its number of arrival (eight bytes).
final class SpooledTransaction {
  let xid: UInt32
  /// Made with the first record: many transactions have no published rows.
  private var file: SpoolFile?
  private var marks = SubtransactionMarks()

  init(xid: UInt32) { self.xid = xid }

  /// Bytes in the file.
  var length: Int { file?.length ?? 0 }

  /// A record of `subxid` is about to be written, `pending` bytes after the end of the file.
  func note(_ subxid: UInt32, pending: Int) {
    if subxid != xid { marks.note(subxid, at: length + pending) }
  }

  /// Appends what `buffer` holds, and empties it.
  func append(_ buffer: inout ByteBuffer, in folder: SpoolFolder) throws(PipelineError) {
    guard buffer.count > 0 else { return }
    try unsafe buffer.withBytes { bytes throws(PipelineError) in
      try unsafe append(bytes, in: folder)
    }
    buffer.truncate(to: 0)
  }

  /// Appends a part of `bytes`, without a copy.
  func append(
    _ bytes: borrowing Span<UInt8>, _ range: Range<Int>, in folder: SpoolFolder
  ) throws(PipelineError) {
    try unsafe bytes.withUnsafeBytes { bytes throws(PipelineError) in
      try unsafe append(UnsafeRawBufferPointer(rebasing: bytes[range]), in: folder)
    }
  }

  private func append(
    _ bytes: UnsafeRawBufferPointer, in folder: SpoolFolder
  ) throws(PipelineError) {
    if file == nil { file = try SpoolFile(in: folder) }
    try unsafe file?.append(bytes)
  }

  /// Takes back a subtransaction and its children.
  func rollBack(_ subxid: UInt32) throws(PipelineError) {
    if let offset = marks.rollBack(subxid) { try file?.cut(to: offset) }
  }

  /// Reads into `bytes` from `place` on what stands at `offset`; gives how many bytes came.
  func read(
    into bytes: inout [UInt8], from place: Int, at offset: Int
  ) throws(PipelineError) -> Int {
    try file?.read(into: &bytes, from: place, at: offset) ?? 0
  }
}
