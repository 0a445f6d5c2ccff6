package import Delivery
package import Events
package import Postgres
import Replication

/// Turns the messages of a stream into encoded events, transaction by transaction.
///
/// Pure but for the questions about a relation that is not known as it is described.
package struct Translator: ~Copyable {
  /// What a message means for the session.
  package enum Outcome: Sendable, Equatable {
    /// Nothing to do; inside a transaction keepalives must not be queued.
    case none
    /// A transaction ended; everything before `end` is in the block or before it.
    case commit(end: LSN)
    /// The next transaction commits at the boundary or behind it: it was not begun.
    case boundary
  }

  private var decoder = MessageDecoder()
  private var planner: RelationPlanner
  /// Relations of this session; during a replay those of the streamed transaction.
  var relations = KnownRelations()
  /// The relation of the last row, which is most often the next row's as well.
  var latest: (relation: UInt32, encoder: EventEncoder?)?
  /// Number of descriptions of relations that came in this session.
  var arrivals: UInt64 = 0
  /// Whether the sink needs to know of single events.
  private let recordsEvents: Bool
  private var header = TransactionHeader()
  /// Number of the next event in the transaction.
  private var sequence: UInt64 = 0
  /// Number of the newest event of the transaction that was handed on before it began, by an
  /// earlier session or an earlier run; nil if there is none.
  private var alreadyEmitted: UInt64?
  /// Transactions that commit here or later are not translated; nil for none.
  var boundary: LSN?
  /// Whether texts have to be looked at: the server sends them as they are.
  var checksText = false
  /// Whether a transaction has begun and not ended.
  package internal(set) var isInTransaction = false
  /// Whether a block of a streamed transaction is open.
  var isInChunk = false
  /// Streamed transactions; nil where the server was not asked to stream any.
  var streamed: SpooledTransactions?
  /// The streamed transaction whose changes are being translated, and the number of arrival of the
  /// description that comes next.
  var replay: Replay?
  var replayedArrival: UInt64?
  /// The last event that was handed on: the next session must not repeat it.
  private var lastEmitted: EventPosition?
  /// Sentences for the user, once each.
  package private(set) var warnings: [String] = []
  private var warned: Set<String> = []

  /// - Parameters:
  ///   - planner: knows the configuration.
  ///   - spools: where transactions are kept that the server streams before they commit; nil where
  ///     it is not asked to.
  ///   - recordsEvents: whether blocks get a record table.
  ///   - held: the newest event that the sink holds: it and all before it are left out.
  package init(
    planner: RelationPlanner, spools: SpoolFolder? = nil, recordsEvents: Bool = false,
    resumingAfter held: EventPosition? = nil
  ) {
    self.planner = planner
    self.recordsEvents = recordsEvents
    lastEmitted = held
    streamed = spools.map { SpooledTransactions(in: $0) }
  }

  /// Forgets what a session has described: relations, and transactions that were cut short.
  package mutating func beginSession() {
    dropStreamed()
    relations.removeAll()
    latest = nil
    isInTransaction = false
  }

  /// Returns the warnings since the last call.
  package mutating func takeWarnings() -> [String] {
    defer { warnings.removeAll() }
    return warnings
  }

  /// Translates one message, which begins at `start`, into `block`.
  ///
  /// - Parameter source: asked about tables that are not known as they are described.
  package mutating func translate(
    _ bytes: borrowing Span<UInt8>, from start: Int, into block: inout EventBlock,
    asking source: CatalogSource
  ) throws(PipelineError) -> Outcome {
    if isInChunk {
      try addToChunk(bytes, from: start)
      return .none
    }
    let before = block.bytes.count
    let message: Message
    do {
      message = try decoder.decode(bytes, from: start)
    } catch {
      throw .malformed(error, place: place)
    }
    if checksText { screen(message, bytes) }
    switch message {
    case .insert(let relation):
      guard let encoder = try encoder(relation) else { return .none }
      try check(decoder.newTuple, encoder, relation)
      guard let sequence = try number() else { return .none }
      do {
        try encoder.insert(
          bytes, decoder.newTuple, header, sequence: sequence, into: &block.bytes)
      } catch {
        throw undo(error, &block, before)
      }
      finish(encoder, .insert, sequence, from: before, &block)
    case .update(let relation, let old):
      guard let encoder = try encoder(relation) else { return .none }
      try check(decoder.newTuple, encoder, relation)
      if old != .none { try check(decoder.oldTuple, encoder, relation) }
      guard let sequence = try number() else { return .none }
      do {
        try encoder.update(
          bytes, decoder.newTuple, old, decoder.oldTuple, header, sequence: sequence,
          into: &block.bytes)
      } catch {
        throw undo(error, &block, before)
      }
      finish(encoder, .update, sequence, from: before, &block)
    case .delete(let relation, let old):
      guard let encoder = try encoder(relation) else { return .none }
      try check(decoder.oldTuple, encoder, relation)
      guard let sequence = try number() else { return .none }
      do {
        try encoder.delete(
          bytes, old, decoder.oldTuple, header, sequence: sequence, into: &block.bytes)
      } catch {
        throw undo(error, &block, before)
      }
      finish(encoder, .delete, sequence, from: before, &block)
    case .begin(let commit, let time, let xid):
      if isBeyond(commit) { return .boundary }
      try begin(commit, xid, time)
    case .commit(let commit, let end, _):
      guard isInTransaction else { throw violation("COMMIT without BEGIN") }
      guard header.commitLSN == commit else {
        throw violation("COMMIT at \(commit) ends a transaction that was to commit elsewhere")
      }
      isInTransaction = false
      close(at: end, &block)
      return .commit(end: end)
    case .relation(let relation): try learn(relation, source)
    case .truncate(let relations, _, _): try truncate(relations, into: &block)
    case .type(let oid, let name): planner.learn(oid, isCalled: name)
    case .origin, .logical: break
    case .streamStart, .streamStop, .streamCommit, .streamAbort:
      return try followStreamed(message)
    }
    return .none
  }

  /// Marks texts that are not valid UTF-8.
  private mutating func screen(_ message: Message, _ bytes: borrowing Span<UInt8>) {
    switch message {
    case .insert: decoder.screen(bytes, old: false, new: true)
    case .update(_, let old): decoder.screen(bytes, old: old != .none, new: true)
    case .delete: decoder.screen(bytes, old: true, new: false)
    default: break
    }
  }

  /// A transaction's changes follow.
  mutating func begin(_ commit: LSN, _ xid: UInt32, _ time: Int64) throws(PipelineError) {
    guard !isInTransaction else { throw violation("BEGIN inside a transaction") }
    header.begin(commitLSN: commit, xid: xid, commitTime: time)
    sequence = 0
    alreadyEmitted = numberEmitted(of: commit)
    isInTransaction = true
  }

  /// Whether a transaction that commits here is not translated any more.
  func isBeyond(_ commit: LSN) -> Bool { boundary.map { commit >= $0 } ?? false }

  /// The number of the newest event of a transaction that was handed on; nil if there is none.
  private func numberEmitted(of commit: LSN) -> UInt64? {
    guard let lastEmitted, commit <= lastEmitted.lsn else { return nil }
    return commit == lastEmitted.lsn ? lastEmitted.sequence : .max
  }

  /// Where something went wrong, for a message.
  private var place: String { PipelineError.place(isInTransaction ? header.commitLSN : nil) }

  /// The number of the next event; nil where an earlier session of this run has handed the
  /// event on already.
  private mutating func number() throws(PipelineError) -> UInt64? {
    guard isInTransaction else { throw violation("a row outside a transaction") }
    let number = sequence
    sequence += 1
    if let alreadyEmitted, number <= alreadyEmitted { return nil }
    return number
  }

  /// Takes back what was written of an event.
  private func undo(
    _ error: EncodeError, _ block: inout EventBlock, _ length: Int
  ) -> PipelineError {
    block.bytes.truncate(to: length)
    return .unrepresentable(error, place: place)
  }

  @inline(__always)
  private mutating func finish(
    _ encoder: EventEncoder, _ operation: EventRecord.Operation, _ sequence: UInt64,
    from start: Int, _ block: inout EventBlock
  ) {
    block.events += 1
    lastEmitted = EventPosition(lsn: header.commitLSN, sequence: sequence)
    if recordsEvents { record(encoder.number, operation, sequence, from: start, &block) }
  }

  @inline(never)
  private func record(
    _ stream: Int, _ operation: EventRecord.Operation, _ sequence: UInt64, from start: Int,
    _ block: inout EventBlock
  ) {
    block.record(
      from: start, stream: stream, operation, sequence: sequence, lsn: header.commitLSN,
      commitTime: header.commitTime)
  }

  /// The transaction's last event is written.
  func close(at end: LSN, _ block: inout EventBlock) {
    if recordsEvents { block.records.close(header.commitLSN, end: end) }
  }

  private mutating func truncate(
    _ relations: [UInt32], into block: inout EventBlock
  ) throws(PipelineError) {
    for relation in relations {
      guard let encoder = try encoder(relation), let sequence = try number() else { continue }
      let before = block.bytes.count
      if encoder.truncate(header, sequence: sequence, into: &block.bytes) {
        finish(encoder, .truncate, sequence, from: before, &block)
      } else {
        warn("stream \(encoder.stream): TRUNCATE has no event in format blink; left out")
      }
    }
  }

  private mutating func learn(
    _ relation: Relation, _ source: CatalogSource
  ) throws(PipelineError) {
    let plan = try planner.describe(relation, at: header.commitLSN, asking: source)
    if replayedArrival == nil { arrivals += 1 }
    relations.learn(relation.oid, plan?.encoder, arrival: replayedArrival ?? arrivals)
    latest = nil
    for text in plan?.warnings ?? [] { warn(text) }
  }

  private mutating func warn(_ text: String) {
    if warned.insert(text).inserted { warnings.append(text) }
  }

  private mutating func encoder(_ relation: UInt32) throws(PipelineError) -> EventEncoder? {
    if let latest, latest.relation == relation { return latest.encoder }
    guard let known = relations[relation] else {
      throw violation("a row of relation \(relation), which was not described")
    }
    latest = (relation, known)
    return known
  }

  private func check(
    _ tuple: borrowing Tuple, _ encoder: EventEncoder, _ relation: UInt32
  ) throws(PipelineError) {
    guard tuple.fields.count == encoder.rowWidth else {
      throw violation(
        "a row of relation \(relation) with \(tuple.fields.count) columns where"
          + " \(encoder.rowWidth) were described")
    }
  }

  func violation(_ text: String) -> PipelineError { .outOfOrder(text, place: place) }
}
