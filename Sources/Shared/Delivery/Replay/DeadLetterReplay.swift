import Diagnostics
import Events
import System

/// Sends dead letters to their sink again.
package struct DeadLetterReplay {
  /// What became of the letters.
  package struct Outcome: Sendable, Equatable {
    /// Events that the sink has taken.
    package var sent = 0
    /// Events that are older than what the sink holds for their key.
    package var skipped = 0
    /// Lines that say the same as one before them: a kill leaves such.
    package var repeated = 0
  }

  private let sink: any Sink
  private let context: SinkContext
  /// Whether events are sent although the sink cannot tell what it holds.
  private let isForced: Bool
  private let warn: (String) -> Void

  /// - Parameters:
  ///   - sink: not open.
  ///   - warn: receives each error after which the sink is tried again.
  package init(
    _ sink: any Sink, _ context: SinkContext, isForced: Bool, warn: @escaping (String) -> Void
  ) {
    self.sink = sink
    self.context = context
    self.isForced = isForced
    self.warn = warn
  }

  /// Sends the letters, in order.
  ///
  /// - Parameters:
  ///   - isStopped: is asked before the sink is tried again.
  /// - Throws: `SinkError` of a sink that does not take them.
  package func send(
    _ letters: [DeadLetter], isStopped: () -> Bool = { false }
  ) throws(SinkError) -> Outcome {
    var pauses = SinkPauses()
    while true {
      do throws(SinkError) {
        defer { sink.close() }
        _ = try sink.open(context)
        return try sendOnce(letters)
      } catch {
        guard case .retry(let wish) = error.kind, !isStopped() else { throw error }
        let pause = pauses.pause(wish: wish) { Double.random(in: 0...1) }
        warn("sink \(sink.name): \(error.message); trying again in \(pause)")
        Poll.pause(pause)
      }
    }
  }

  private func sendOnce(_ letters: [DeadLetter]) throws(SinkError) -> Outcome {
    var outcome = Outcome()
    var seen: Set<[UInt8]> = []
    var number: UInt64 = 1
    for letter in letters {
      guard seen.insert(letter.event).inserted else {
        outcome.repeated += 1
        continue
      }
      let stream = try stream(of: letter)
      switch try sink.newest(of: context.streams[stream].name, key: letter.key) {
      case .event(let newest) where letter.position <= newest: outcome.skipped += 1
      case .unknown where !isForced:
        throw SinkError(
          .refused, "the sink \(sink.name) cannot tell whether it holds newer events of a key",
          remedies: ["--force   sends every event, also where it is older than what is there"])
      default:
        _ = try sink.write(batch(of: letter, stream: stream, number: number))
        number += 1
        outcome.sent += 1
      }
    }
    try sink.flush()
    return outcome
  }

  private func stream(of letter: DeadLetter) throws(SinkError) -> Int {
    if let stream = context.streams.firstIndex(where: { JSONText.string($0.name) == letter.stream })
    {
      return stream
    }
    let name = TerminalText.sanitized(String(decoding: letter.stream, as: UTF8.self))
    throw SinkError(
      .refused, "a dead letter is of stream \(name), which the configuration does not name",
      remedies: ["name the configuration that the letter comes from"])
  }

  private func batch(of letter: DeadLetter, stream: Int, number: UInt64) -> Batch {
    let batch = Batch()
    batch.isReplay = true
    batch.number = number
    batch.block.bytes.append(letter.event)
    batch.block.bytes.append(UInt8(ascii: "\n"))
    batch.block.events = 1
    batch.block.record(
      from: 0, stream: stream, letter.operation, sequence: letter.position.sequence,
      lsn: letter.position.lsn, commitTime: letter.commitTime)
    return batch
  }
}
