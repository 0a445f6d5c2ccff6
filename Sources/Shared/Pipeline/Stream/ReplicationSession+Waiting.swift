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
    let endIsNear = target != nil || boundary != nil
    if endIsNear { deadline = min(deadline, now + .milliseconds(100)) }
    if let last = self.deadline { deadline = min(deadline, max(last, now + .milliseconds(1))) }
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
    if endIsNear, !ready.contains(true) {
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

  /// Waits until the gate says how the stream goes on. The server waits in its send, and is told every
  /// now and then that its client lives.
  mutating func waitForGate(_ connection: borrowing Connection) throws(PipelineError) {
    guard case .gate(let gate) = setup.end else { return }
    while true {
      switch gate.state {
      case .open(let point):
        boundary = point
        hasReachedEnd = point == nil
        return
      case .failed(let error): throw error
      case .closed: break
      }
      try confirm(connection)
      if setup.server.stop.isRaised { throw .stopped }
      let deadline = min(acknowledger.nextDeadline(now: .now), .now + .seconds(1))
      _ = Poll.wait(
        any: [setup.wake.descriptor, setup.server.stop.descriptor], until: deadline)
      setup.wake.lower()
      silence.heard(now: .now)
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
