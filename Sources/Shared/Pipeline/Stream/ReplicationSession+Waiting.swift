import Delivery
import Postgres
import Replication
import System

/// How a session waits: for the server, the sink and signals at once.
extension ReplicationSession {
  /// Waits for the server, the sink or a signal, and takes what the socket then holds.
  ///
  /// - Parameter reading: false leaves the socket alone: what has arrived is handled first.
  mutating func wait(
    _ connection: borrowing Connection, reading: Bool
  ) throws(PipelineError) {
    let hasRoom = reading && setup.delivery.hasRoom
    if hasRoom, try takeWithoutWait(connection) { return }
    let now = ContinuousClock.now
    if isStalled(now) { throw .sinkStalled }
    var deadline = acknowledger.nextDeadline(now: now)
    if let next = silence.nextDeadline { deadline = min(deadline, next) }
    // Whether the sink has stalled is looked at every second.
    if !setup.delivery.isIdle {
      deadline = min(deadline, now + .seconds(1))
    }
    if waitsIdle { deadline = min(deadline, max(nextIdle, now + .milliseconds(1))) }
    if target != nil { deadline = min(deadline, now + .milliseconds(100)) }
    let ready = Poll.wait(
      any: [
        // Without room the socket is left alone: the server then waits in its send.
        hasRoom ? connection.descriptor : -1, setup.wake.descriptor,
        setup.server.stop.descriptor,
      ], until: deadline)
    if ready[1] { setup.wake.lower() }
    if !hasRoom { silence.heard(now: .now) }
    if hasRoom, ready[0] {
      silence.heard(now: .now)
      do {
        try pacing.takeAfterWait(from: connection)
      } catch {
        throw .stream(error)
      }
    }
    if target != nil, !ready.contains(true) {
      // A server with nothing to say keeps silent for half its timeout unless asked.
      try confirm(connection, asking: true)
    }
    switch silence.verdict(now: .now) {
    case .fine: break
    case .ask: try confirm(connection, asking: true)
    case .lost:
      throw .stream(
        ServerError(sqlstate: "08006", message: "the server has stopped answering"))
    }
  }

  /// Takes what is there already, or after a pause; returns whether it did.
  private mutating func takeWithoutWait(
    _ connection: borrowing Connection
  ) throws(PipelineError) -> Bool {
    do {
      var took = try pacing.takeAtOnce(from: connection)
      if !took { took = try pacing.takeAfterPause(from: connection) }
      if took { silence.heard(now: .now) }
      return took
    } catch {
      throw .stream(error)
    }
  }

  /// Whether the sink has made no progress for too long.
  func isStalled(_ now: ContinuousClock.Instant) -> Bool {
    guard !setup.delivery.isIdle else { return false }
    let progress = setup.delivery.progress
    return progress.inFlight > 0 && progress.lastMove.duration(to: now) >= setup.stallTimeout
  }
}
