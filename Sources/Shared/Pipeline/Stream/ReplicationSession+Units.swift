import Delivery
import Events
import Postgres
import Replication

/// How a session handles transactions that have ended. A streamed one is delivered a part at a
/// time: in between the session confirms, reports and reacts to signals, and it never waits for the
/// sink.
extension ReplicationSession {
  /// Translates a part of a streamed transaction that has committed.
  mutating func replay(_ translator: inout Translator) throws(PipelineError) {
    apply(try translator.replay(into: &block, asking: source), &translator)
    if blockBegan == nil, !block.isEmpty { blockBegan = .now }
    // Nothing could be heard, because nothing was read.
    silence.heard(now: .now)
  }

  /// What a message, or a part of a replay, means for the session.
  mutating func apply(
    _ outcome: Translator.Outcome, _ translator: inout Translator
  ) {
    if !translator.warnings.isEmpty {
      for warning in translator.takeWarnings() { setup.reporter.warning(warning) }
    }
    switch outcome {
    case .none: break
    case .commit(let end):
      block.confirms = max(block.confirms ?? .zero, end)
      committed = (block.bytes.count, block.events)
      if let target, end >= target { hasReachedEnd = true }
    case .boundary:
      if let boundary { idle(at: boundary) }
      hasReachedEnd = true
    }
  }

  /// An idle position joins the queue: it is confirmable once everything before it is durable.
  mutating func idle(at position: LSN) {
    // A sink that keeps its own position must keep this one, too: or it would be behind the slot.
    if block.isEmpty, block.confirms == nil, setup.delivery.isIdle, !setup.delivery.keepsPosition {
      acknowledger.deliver(position, data: false)
    } else {
      block.confirms = max(block.confirms ?? .zero, position)
    }
  }
}
