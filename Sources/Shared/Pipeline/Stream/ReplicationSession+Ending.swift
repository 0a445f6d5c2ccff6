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
  mutating func finish(
    _ connection: borrowing Connection, _ end: SessionEnd
  ) -> SessionEnd {
    handOver(evenSmall: true)
    // An end that nobody waits for may take only so long; the end position waits for a sink
    // that still moves.
    var limit = end.endsTheRun ? ContinuousClock.now + Self.drainLimit : nil
    do throws(SessionEnd) {
      while true {
        let isIdle = setup.delivery.isIdle
        try confirm(connection, savesAll: isIdle)
        if isIdle, setup.saver.isIdle { break }
        let now = ContinuousClock.now
        if setup.server.stop.isRaised, limit == nil { limit = now + Self.drainLimit }
        if let limit, now >= limit { throw isIdle ? .stateIsLate : .drainTimedOut }
        if limit == nil, isStalled(now) { throw .stalled }
        _ = Poll.wait(any: [setup.wake.descriptor], until: .now + .milliseconds(200))
        setup.wake.lower()
      }
      try confirm(connection, isLast: true)
    } catch {
      return error
    }
    endStream(connection)
    return end
  }

  /// Tells the server that we are done; a server that does not answer soon is left.
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
