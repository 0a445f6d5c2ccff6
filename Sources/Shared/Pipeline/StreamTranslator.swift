import Mapping
import PgOutput
package import Postgres

/// Turns the messages of a stream into encoded events, transaction by transaction.
///
/// Pure but for one question: the types of a relation that nobody knows yet are asked for.
package struct StreamTranslator: ~Copyable {
  /// What a message meant for the one who reads the stream.
  package enum Outcome: Sendable, Equatable {
    /// Nothing to do; inside a transaction keepalives must not be queued.
    case none
    /// A transaction ended; everything before `end` is in the batch or before it.
    case commit(end: LSN)
  }

  private struct Transaction {
    var header: TransactionHeader
    var sequence: UInt64 = 0
    var position: EventPosition {
      EventPosition(lsn: header.commitLSN, sequence: sequence)
    }
  }

  private var decoder = MessageDecoder()
  private var planner: RelationPlanner
  /// Relations of this session; nil in the value for those that are not configured.
  private var plans: [UInt32: StreamPlan?] = [:]
  private var transaction: Transaction?
  /// The last event that was handed on: a session that begins again must not repeat it.
  package private(set) var lastEmitted: EventPosition?
  /// Sentences for the user, once each.
  package private(set) var warnings: [String] = []
  private var warned: Set<String> = []

  /// - Parameter planner: knows the configuration.
  package init(planner: RelationPlanner) { self.planner = planner }

  /// Whether a transaction has begun and not ended.
  package var isInTransaction: Bool { transaction != nil }

  /// Forgets what a session told: relations, and a transaction that was cut short.
  package mutating func beginSession() {
    plans.removeAll()
    transaction = nil
  }

  /// Gives the warnings since the last call.
  package mutating func takeWarnings() -> [String] {
    defer { warnings.removeAll() }
    return warnings
  }

  /// Translates one message, which begins at `start`, into `batch`.
  ///
  /// - Parameter resolve: gives the types for OIDs that are not known.
  package mutating func translate(
    _ bytes: borrowing Span<UInt8>, from start: Int, into batch: Batch,
    resolve: ([UInt32]) throws(StreamError) -> RelationTypes
  ) throws(StreamError) -> Outcome {
    let before = batch.bytes.count
    let message: Message
    do {
      message = try decoder.decode(bytes, from: start)
    } catch {
      throw .decode(error, transaction: transaction?.header.commitLSN)
    }
    switch message {
    case .insert(let relation):
      guard let plan = try plan(relation) else { return .none }
      try check(decoder.newTuple, plan, relation)
      guard let place = try number() else { return .none }
      do {
        try plan.encoder.insert(
          bytes, decoder.newTuple, place.header, sequence: place.sequence, into: &batch.bytes)
      } catch {
        batch.bytes.truncate(to: before)
        throw .encode(error, transaction: place.header.commitLSN)
      }
      finish(place, batch)
    case .update(let relation, let old):
      guard let plan = try plan(relation) else { return .none }
      try check(decoder.newTuple, plan, relation)
      if old != .none { try check(decoder.oldTuple, plan, relation) }
      guard let place = try number() else { return .none }
      do {
        try plan.encoder.update(
          bytes, decoder.newTuple, old: plan.old(old, decoder.oldTuple), place.header,
          sequence: place.sequence, into: &batch.bytes)
      } catch {
        batch.bytes.truncate(to: before)
        throw .encode(error, transaction: place.header.commitLSN)
      }
      finish(place, batch)
    case .delete(let relation, let old):
      guard let plan = try plan(relation) else { return .none }
      try check(decoder.oldTuple, plan, relation)
      guard let values = plan.old(old, decoder.oldTuple), let place = try number() else {
        return .none
      }
      do {
        try plan.encoder.delete(
          bytes, old: values, place.header, sequence: place.sequence, into: &batch.bytes)
      } catch {
        batch.bytes.truncate(to: before)
        throw .encode(error, transaction: place.header.commitLSN)
      }
      finish(place, batch)
    case .begin(let commit, let time, let xid):
      guard transaction == nil else { throw violation("BEGIN inside a transaction") }
      transaction = Transaction(
        header: TransactionHeader(commitLSN: commit, xid: xid, commitTime: time))
    case .commit(let commit, let end, _):
      guard let open = transaction else { throw violation("COMMIT without BEGIN") }
      guard open.header.commitLSN == commit else {
        throw violation("COMMIT at \(commit) ends a transaction that was to commit elsewhere")
      }
      transaction = nil
      return .commit(end: end)
    case .relation(let relation): try learn(relation, resolve)
    case .truncate(let relations, _, _): try truncate(relations, into: batch)
    case .type, .origin, .logical: break
    }
    return .none
  }

  /// The number of the next event; nil where an earlier session of this run has handed the
  /// event on already.
  private mutating func number() throws(StreamError) -> Transaction? {
    guard let open = transaction else { throw violation("a row outside a transaction") }
    transaction?.sequence += 1
    if let lastEmitted, open.position <= lastEmitted { return nil }
    return open
  }

  private mutating func finish(_ place: Transaction, _ batch: Batch) {
    batch.events += 1
    lastEmitted = place.position
  }

  private mutating func truncate(
    _ relations: [UInt32], into batch: Batch
  ) throws(StreamError) {
    for relation in relations {
      guard let plan = try plan(relation), let place = try number() else { continue }
      if plan.encoder.truncate(place.header, sequence: place.sequence, into: &batch.bytes) {
        finish(place, batch)
      } else {
        warn("stream \(plan.encoder.stream): TRUNCATE has no event in format blink; left out")
      }
    }
  }

  private mutating func learn(
    _ relation: Relation, _ resolve: ([UInt32]) throws(StreamError) -> RelationTypes
  ) throws(StreamError) {
    let unknown = planner.unknownTypes(in: relation)
    if !unknown.isEmpty { planner.learn(try resolve(unknown).byOID, of: unknown) }
    let plan = planner.plan(for: relation)
    plans[relation.oid] = .some(plan)
    for column in plan?.encoder.columns ?? [] where column.place == nil {
      warn(
        "stream \(plan?.encoder.stream ?? ""): column \(column.name) is not in the table any"
          + " more; it is left out from here on")
    }
  }

  private mutating func warn(_ text: String) {
    if warned.insert(text).inserted { warnings.append(text) }
  }

  private func plan(_ relation: UInt32) throws(StreamError) -> StreamPlan? {
    guard let known = plans[relation] else {
      throw violation("a row of relation \(relation), which was not described")
    }
    return known
  }

  private func check(
    _ tuple: borrowing Tuple, _ plan: StreamPlan, _ relation: UInt32
  ) throws(StreamError) {
    guard tuple.fields.count == plan.columnCount else {
      throw violation(
        "a row of relation \(relation) with \(tuple.fields.count) columns where"
          + " \(plan.columnCount) were described")
    }
  }

  private func violation(_ text: String) -> StreamError {
    .protocol(ProtocolError(text, transaction: transaction?.header.commitLSN))
  }
}
