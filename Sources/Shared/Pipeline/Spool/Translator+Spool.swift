package import Delivery
import Events
import Replication

/// Transactions that the server streams before they commit.
extension Translator {
  /// Bytes of a spool that are translated before anything else is looked after.
  private static let replayedAtOnce = 1 << 20

  /// What may come within a block of a streamed transaction.
  private static let tagsOfBlocks = Array("RYIUDTMO".utf8)

  /// Whether a keepalive's position is one between transactions: inside of one it may be the
  /// commit record itself.
  package var isBetweenTransactions: Bool { !isInTransaction && !isInChunk }

  /// Whether the changes of a streamed transaction are at hand: they come before any other message.
  package var isReplaying: Bool { replay != nil }

  /// Forgets streamed transactions and their files: another session gets all of them again.
  package mutating func dropStreamed() {
    replay = nil
    replayedArrival = nil
    isInChunk = false
    streamed?.removeAll()
  }

  /// A message came while a block is open.
  mutating func addToChunk(
    _ bytes: borrowing Span<UInt8>, from start: Int
  ) throws(PipelineError) {
    guard start < bytes.count else {
      throw .malformed(DecodeError(.truncated(missing: 1), offset: 0), place: "")
    }
    let tag = bytes[start]
    if tag == UInt8(ascii: "E"), bytes.count == start + 1 {
      isInChunk = false
      try streamed?.end()
      return
    }
    guard Self.tagsOfBlocks.contains(tag) else {
      throw violation(
        "message \(DecodeError.name(of: tag)) in a block of a streamed transaction")
    }
    let isRelation = tag == UInt8(ascii: "R")
    if isRelation { arrivals += 1 }
    try streamed?.add(bytes, from: start, arrival: isRelation ? arrivals : nil)
  }

  /// A message about a streamed transaction came between blocks.
  mutating func followStreamed(_ message: Message) throws(PipelineError) -> Outcome {
    guard !isInTransaction else { throw violation("a streamed transaction inside another one") }
    // A rollback of what was never sent changes nothing: PostgreSQL 18 reports some even where
    // streaming was not requested.
    if case .streamAbort(let xid, let subxid) = message {
      try streamed?.rollBack(xid, subxid)
      return .none
    }
    guard streamed != nil else {
      throw violation("a streamed transaction, although none was requested")
    }
    switch message {
    case .streamStart(let xid, let isFirst):
      try streamed?.begin(xid, isFirst: isFirst)
      isInChunk = true
    case .streamCommit(let xid, let commit, let end, let time):
      if isBeyond(commit) { return .boundary }
      guard let transaction = try streamed?.commit(xid), transaction.length > 0 else {
        return .commit(end: end)
      }
      try begin(commit, xid, time)
      replay = Replay(reader: SpoolReader(transaction), end: end, outside: relations)
      relations.removeAll()
      latest = nil
    default: throw violation("the end of a streamed block that did not begin")
    }
    return .none
  }

  /// Translates the next part of the transaction that is being replayed, until the block is full,
  /// `replayedAtOnce` bytes are read, or the transaction has ended.
  ///
  /// - Parameter source: asked about tables that are not known as they are described.
  package mutating func replay(
    into block: inout EventBlock, asking source: CatalogSource
  ) throws(PipelineError) -> Outcome {
    guard let replay else { return .none }
    var left = Self.replayedAtOnce
    while left > 0, block.bytes.count < EventBlock.fullAt {
      let read = try replay.reader.next {
        (bytes: borrowing Span<UInt8>, arrival) throws(PipelineError) in
        replayedArrival = arrival
        _ = try translate(bytes, from: 0, into: &block, asking: source)
      }
      guard read > 0 else { return endReplay(replay, &block) }
      left -= read
    }
    return .none
  }

  /// The transaction's last change is translated.
  private mutating func endReplay(_ replay: Replay, _ block: inout EventBlock) -> Outcome {
    close(at: replay.end, &block)
    self.replay = nil
    replayedArrival = nil
    isInTransaction = false
    latest = nil
    var known = replay.outside
    known.merge(relations)
    relations = known
    return .commit(end: replay.end)
  }
}
