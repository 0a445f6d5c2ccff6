import Events
import Replication

/// The transactions that the server streams before they commit (pgoutput, protocol version 2):
/// spools what comes in their blocks, and knows the order in which messages may come.
struct SpooledTransactions: ~Copyable {
  /// Bytes that are gathered for one write.
  private static let gathered = 64 * 1024

  private let folder: SpoolFolder
  private var known: [UInt32: SpooledTransaction] = [:]
  /// That of the open block.
  private var open: SpooledTransaction?
  /// Records of the open block that are not in its file yet: one buffer for all transactions,
  /// since blocks do not overlap.
  private var buffer = ByteBuffer(capacity: gathered)

  init(in folder: SpoolFolder) { self.folder = folder }

  /// Forgets everything, files too.
  mutating func removeAll() {
    known.removeAll()
    open = nil
    buffer.truncate(to: 0)
  }

  /// A block begins.
  mutating func begin(_ xid: UInt32, isFirst: Bool) throws(PipelineError) {
    if isFirst {
      guard known[xid] == nil else {
        throw violation("a second first block of streamed transaction \(xid)")
      }
      known[xid] = SpooledTransaction(xid: xid)
    }
    open = try transaction(xid, "a later block")
  }

  /// The open block ends.
  mutating func end() throws(PipelineError) {
    guard let open else { throw violation("the end of a streamed block that did not begin") }
    self.open = nil
    try open.append(&buffer, in: folder)
  }

  /// Spools a message of the open block, which begins at `start`.
  ///
  /// - Parameter arrival: its number, where it is a Relation.
  mutating func add(
    _ bytes: borrowing Span<UInt8>, from start: Int, arrival: UInt64?
  ) throws(PipelineError) {
    guard let open else { throw violation("a row of no streamed block") }
    let tag = bytes[start]
    var body = start + 1
    // An Origin has no xid, whoever wrote it.
    if tag != UInt8(ascii: "O") {
      body += 4
      guard body <= bytes.count else {
        throw .malformed(
          DecodeError(
            .truncated(missing: body - bytes.count), tag: tag, offset: bytes.count - start),
          place: "")
      }
      open.note(Self.xid(bytes, at: start + 1), pending: buffer.count)
    }
    let length = 1 + bytes.count - body + (arrival == nil ? 0 : 8)
    append(UInt64(length), bytes: 4)
    buffer.append(tag)
    if buffer.count + bytes.count - body > Self.gathered {
      try open.append(&buffer, in: folder)
    }
    if bytes.count - body > Self.gathered {
      try open.append(bytes, body..<bytes.count, in: folder)
    } else {
      buffer.append(bytes, body..<bytes.count)
    }
    if let arrival { append(arrival, bytes: 8) }
  }

  /// A subtransaction is rolled back, or the whole transaction where both are the same.
  ///
  /// PostgreSQL 18 also reports transactions of which it has sent nothing.
  mutating func rollBack(_ xid: UInt32, _ subxid: UInt32) throws(PipelineError) {
    if subxid == xid {
      known[xid] = nil
    } else {
      try known[xid]?.rollBack(subxid)
    }
  }

  /// The transaction commits: returns what was spooled of it, and forgets it.
  mutating func commit(_ xid: UInt32) throws(PipelineError) -> SpooledTransaction {
    let transaction = try transaction(xid, "the commit")
    known[xid] = nil
    return transaction
  }

  private func transaction(
    _ xid: UInt32, _ what: String
  ) throws(PipelineError) -> SpooledTransaction {
    guard let found = known[xid] else {
      throw violation("\(what) of streamed transaction \(xid), which has no first block")
    }
    return found
  }

  private mutating func append(_ value: UInt64, bytes count: Int) {
    for place in 0..<count {
      buffer.append(UInt8(truncatingIfNeeded: value >> UInt64(8 * place)))
    }
  }

  private static func xid(_ bytes: borrowing Span<UInt8>, at place: Int) -> UInt32 {
    (0..<4).reduce(0) { $0 << 8 | UInt32(bytes[place + $1]) }
  }

  private func violation(_ text: String) -> PipelineError { .outOfOrder(text, place: "") }
}
