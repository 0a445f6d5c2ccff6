package import Delivery
import Events
package import Postgres
import Synchronization

/// A sink that keeps data and position in one step, in memory: the model of every sink with a
/// position of its own. What it has accepted is gone with it.
package final class MemorySink: Sink, @unchecked Sendable {
  // SAFETY: used by one thread at a time; the target has its own lock.
  package let name = "memory"
  package let needs = SinkNeeds.records
  package let keepsPosition = true
  package private(set) var figures = SinkFigures()
  private let target: MemoryTarget
  private let isAsynchronous: Bool
  private let poison: @Sendable (String) -> Bool
  private var streams: [SinkStream] = []
  private var isOpen = false
  private typealias Change = (MemoryTarget.Content) -> MemoryTarget.Content
  /// Accepted, not durable: what each batch changes, and the snapshot's row that it ends with.
  private var accepted: [(number: UInt64, changes: [Change], row: (batch: UInt64, record: Int))] =
    []
  private var newest: EventPosition?
  private var lastRow: (batch: UInt64, record: Int) = (0, 0)
  private var durableRow: (batch: UInt64, record: Int) = (0, 0)

  /// - Parameters:
  ///   - isAsynchronous: whether `settle` makes the oldest batch durable, as a broker's answer does.
  ///   - poison: the lines that the target refuses for ever.
  package init(
    _ target: MemoryTarget, isAsynchronous: Bool = false,
    poison: @escaping @Sendable (String) -> Bool = { _ in false }
  ) {
    self.target = target
    self.isAsynchronous = isAsynchronous
    self.poison = poison
  }

  package func inspect(_ context: SinkContext) throws(SinkError) -> SinkPosition? {
    target.content.withLock { $0.snapshot?.isFinished == false ? nil : $0.position }
  }

  package func open(_ context: SinkContext) throws(SinkError) -> SinkPosition? {
    close()
    let isFree = target.content.withLock { content in
      defer { content.isLocked = true }
      return !content.isLocked
    }
    guard isFree else { throw SinkError(.fenced, "another runner writes here") }
    isOpen = true
    streams = context.streams
    newest = target.content.withLock { $0.position?.event }
    lastRow = durableRow
    return try inspect(context)
  }

  package func write(_ batch: borrowing Batch) throws(SinkError) -> Durability {
    var lines: [(text: String, key: String, position: EventPosition, isSnapshot: Bool)] = []
    var refused: Int?
    for record in batch.toWrite {
      let entry = batch.block.records.records[record]
      let part = batch.block.records.part(of: record)
      let position = EventPosition(lsn: part.lsn, sequence: entry.sequence)
      let isKnown =
        part.isSnapshot
        ? (batch.number, record + 1) <= durableRow : newest.map { position <= $0 } ?? false
      if isKnown, !batch.isReplay {
        figures.duplicatesDropped += 1
        continue
      }
      let (text, key) = unsafe batch.block.bytes.withBytes { bytes in
        unsafe (
          String(decoding: bytes[entry.line].dropLast(), as: UTF8.self),
          String(decoding: bytes[entry.key], as: UTF8.self)
        )
      }
      if poison(text) {
        refused = record
        break
      }
      if part.isSnapshot {
        lastRow = (batch.number, record + 1)
      } else if !batch.isReplay {
        newest = position
      }
      // Who was told that the sink is open although it is not, has no names.
      let stream = streams.isEmpty ? "" : streams[Int(entry.stream)].name
      lines.append((text, "\(stream) \(key)", position, part.isSnapshot))
    }
    let (confirms, reached, isReplay) = (batch.block.confirms, newest, batch.isReplay)
    // Behind a poisoned event the same batch comes again.
    if accepted.last?.number != batch.number { accepted.append((batch.number, [], lastRow)) }
    accepted[accepted.count - 1].row = lastRow
    if !lines.isEmpty || (confirms != nil && refused == nil) {
      accepted[accepted.count - 1].changes.append { content in
        var content = content
        if lines.contains(where: { !$0.isSnapshot }) || confirms != nil {
          Self.leaveSnapshot(&content)
        }
        content.lines += lines.map(\.text)
        for line in lines { content.newest[line.key] = line.position }
        let end = max(content.position?.end ?? .zero, refused == nil ? confirms ?? .zero : .zero)
        if !isReplay, end > .zero { content.position = SinkPosition(event: reached, end: end) }
        return content
      }
    }
    if let refused { throw SinkError(.poison(record: refused), "it is poison") }
    return .accepted
  }

  package func settle(until deadline: ContinuousClock.Instant) throws(SinkError) -> Int {
    // All but the newest batch, as if answers came one batch late.
    guard isAsynchronous, accepted.count > 1 else { return 0 }
    return keep(accepted.count - 1)
  }

  package func flush() throws(SinkError) { _ = keep(accepted.count) }

  /// Makes the oldest batches durable.
  private func keep(_ count: Int) -> Int {
    target.content.withLock { content in
      for batch in accepted.prefix(count) {
        for change in batch.changes { content = change(content) }
      }
    }
    if let last = accepted.prefix(count).last { durableRow = last.row }
    accepted.removeFirst(count)
    return count
  }

  package func beginSnapshot(at point: LSN) throws(SinkError) {
    try flush()
    newest = nil
    target.content.withLock { content in
      Self.void(&content)
      content.snapshot = (content.lines.count, false)
      content.position = nil
    }
  }

  package func endSnapshot(at point: LSN) throws(SinkError) {
    try flush()
    target.content.withLock { content in
      content.snapshot?.isFinished = true
      content.position = SinkPosition(event: nil, end: point)
    }
  }

  package func newest(of stream: String, key: [UInt8]) throws(SinkError) -> NewestEvent {
    let key = "\(stream) \(String(decoding: key, as: UTF8.self))"
    return target.content.withLock { $0.newest[key] }.map { .event($0) } ?? .none
  }

  package func close() {
    accepted.removeAll()
    if isOpen { target.content.withLock { $0.isLocked = false } }
    isOpen = false
  }

  private static func leaveSnapshot(_ content: inout MemoryTarget.Content) {
    if content.snapshot?.isFinished == false { void(&content) }
    content.snapshot = nil
  }

  private static func void(_ content: inout MemoryTarget.Content) {
    if let snapshot = content.snapshot {
      content.lines.removeLast(content.lines.count - snapshot.lines)
    }
    content.snapshot = nil
  }
}
