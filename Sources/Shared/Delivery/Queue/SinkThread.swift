import Events
import Postgres
import System

/// What the sink's thread does: writes batches, keeps those that are not durable, opens the sink
/// again after an error that can be retried, and sets aside what it permanently refuses.
final class SinkThread {
  /// Batches after which a sink that has only accepted them is asked to flush.
  private static let mostAccepted = 64

  private let sink: any Sink
  private let queue: DeliveryQueue
  private let reporter: (any Reporter)?
  private let poison: PoisonPolicy
  private let deadLetters: DeadLetters?
  /// Written and not durable, the oldest first.
  private var accepted: [Batch] = []
  /// What the sink was opened with.
  private var context: SinkContext?
  private var pauses: SinkPauses

  init(
    _ sink: any Sink, of queue: DeliveryQueue, poison: PoisonPolicy, firstPause: Duration,
    reporter: (any Reporter)?
  ) {
    self.sink = sink
    self.queue = queue
    self.poison = poison
    self.reporter = reporter
    pauses = SinkPauses(first: firstPause)
    deadLetters = if case .deadLetter(let path) = poison { DeadLetters(path) } else { nil }
  }

  /// Works until the queue is closed and empty, or the sink takes no more.
  func run() {
    while let work = queue.next(until: sink.nextDeadline) {
      do throws(SinkError) {
        try carryOut(work)
      } catch {
        queue.fail(error)
        break
      }
    }
    sink.close()
    queue.end()
  }

  private func carryOut(_ work: QueuedWork) throws(SinkError) {
    if case .batch(let batch) = work { accepted.append(batch) }
    var isBroken = false
    while true {
      do throws(SinkError) {
        if isBroken {
          try reopen()
          for batch in accepted { try write(batch) }
        } else if case .batch(let batch) = work {
          try write(batch)
        }
        switch work {
        case .batch: if queue.isEmpty || accepted.count >= Self.mostAccepted { try flush() }
        case .command(let command):
          try flush()
          queue.answer(try perform(command))
        case .deadline: finish(try sink.settle(until: .now))
        }
        return
      } catch {
        guard case .retry(let wish) = error.kind else { throw error }
        sink.close()
        isBroken = true
        try wait(error, wish)
      }
    }
  }

  private func perform(_ command: SinkCommand) throws(SinkError) -> SinkPosition? {
    switch command {
    case .open(let context):
      let position = try sink.open(context)
      self.context = context
      return position
    case .beginSnapshot(let point): try sink.beginSnapshot(at: point)
    case .endSnapshot(let point): try sink.endSnapshot(at: point)
    }
    return nil
  }

  private func reopen() throws(SinkError) {
    guard let context else { return }
    let position = try sink.open(context)
    if let position, let watermark = queue.progress.watermark, position.end < watermark {
      throw SinkError(
        .behind, "the sink is at \(position.end), behind \(watermark), which it had taken",
        remedies: ["find out who has set the target back; the next start compares positions"])
    }
  }

  /// Writes a batch, as often as it takes to bury what the sink refuses of it.
  private func write(_ batch: Batch) throws(SinkError) {
    batch.firstRecord = 0
    while true {
      do throws(SinkError) {
        let durability = try sink.write(batch)
        if durability == .durable {
          finish((accepted.firstIndex { $0 === batch } ?? -1) + 1)
        } else {
          finish(try sink.settle(until: .now))
        }
        return
      } catch {
        guard case .poison(let record) = error.kind else { throw error }
        try bury(record, of: batch, error)
        batch.firstRecord = record + 1
      }
    }
  }

  private func flush() throws(SinkError) {
    guard !accepted.isEmpty else { return }
    try sink.flush()
    finish(accepted.count)
  }

  /// The oldest accepted batches are durable.
  private func finish(_ count: Int) {
    let count = min(count, accepted.count)
    guard count > 0 else { return }
    pauses.reset()
    queue.finish(accepted.prefix(count))
    accepted.removeFirst(count)
  }

  private func wait(_ error: SinkError, _ wish: Duration?) throws(SinkError) {
    let pause = pauses.pause(wish: wish) { Double.random(in: 0...1) }
    queue.countRetry()
    reporter?.warning("sink \(sink.name): \(error.message); trying again in \(pause)")
    // A run that ends does not wait for a target that is away: nothing of this is confirmed.
    guard queue.sleep(until: .now + pause) else { throw error }
  }

  /// Keeps a refused event in the dead letter, or ends with it.
  private func bury(_ record: Int, of batch: Batch, _ error: SinkError) throws(SinkError) {
    let entry = batch.block.records.records[record]
    let part = batch.block.records.part(of: record)
    let position = EventPosition(lsn: part.lsn, sequence: entry.sequence)
    let (event, key) = unsafe batch.block.bytes.withBytes { bytes in
      unsafe (Array(bytes[entry.line]), KeyHash.text(bytes[entry.key]))
    }
    guard let deadLetters else {
      let stream = context?.streams[Int(entry.stream)]
      throw SinkError(
        error.kind,
        "the sink refuses an event of \(stream?.table.description ?? "a table"), key hash \(key),"
          + " at \(position.lsn)/\(position.sequence): \(error.message)",
        remedies: error.remedies + [
          "fix what the target refuses, then start again",
          "on_poison: dead_letter under sink.config keeps such events in a file and continues",
        ])
    }
    try deadLetters.append(event, at: position, sink: sink.name, reason: error.message)
    batch.deadLetters.append(record)
    queue.countDeadLetter()
    reporter?.warning(
      "sink \(sink.name): an event at \(position.lsn)/\(position.sequence) went to the dead letter:"
        + " \(error.message)")
  }
}
