import Delivery
import Events
import Postgres
import Replication
import System

/// How a session ends in order.
extension ReplicationSession {
  /// Takes back the beginning of a transaction that will not be read to its end.
  mutating func keepWholeTransactions(_ isInTransaction: Bool) {
    guard isInTransaction else { return }
    block.truncate(to: committed.bytes, events: committed.events)
  }

  /// Delivers and confirms what was read, then ends the stream in order.
  ///
  /// - Parameter time: how long that may take; nil waits for a sink that still moves.
  mutating func finish(
    _ connection: borrowing Connection, within time: Duration?
  ) throws(PipelineError) {
    handOver(evenSmall: true)
    var limit = time.map { ContinuousClock.now + $0 }
    while true {
      let isIdle = setup.delivery.isIdle
      try confirm(connection, savesAll: isIdle)
      if isIdle, setup.saver.isIdle { break }
      let now = ContinuousClock.now
      if setup.server.stop.isRaised, limit == nil { limit = now + Self.drainLimit }
      if let limit, now >= limit { throw isIdle ? .stateLate : .sinkLate }
      if limit == nil, isStalled(now) { throw .sinkStalled }
      _ = Poll.wait(any: [setup.wake.descriptor], until: .now + .milliseconds(200))
      setup.wake.lower()
    }
    try confirm(connection, isLast: true)
    endStream(connection)
  }

  /// Ends the stream in order; a server that does not answer soon is left alone.
  private func endStream(_ connection: borrowing Connection) {
    do throws(ServerError) {
      try connection.sendCopyDone()
      let limit = ContinuousClock.now + .seconds(5)
      while ContinuousClock.now < limit {
        let state = connection.nextCopyMessage { (_: borrowing Span<UInt8>) in }
        if state == .ended { break }
        if state == .wouldBlock {
          _ = connection.waitForInput(or: nil, until: limit)
          try connection.consumeInput()
        }
      }
    } catch {
      // Everything is confirmed already; the server notices the closed socket by itself.
    }
  }
}
