import Postgres

/// How a session waits: for the server, the sink and signals at once.
extension StreamSession {
  /// Waits for the server, the sink or a signal, and takes what the socket then holds.
  ///
  /// - Parameter reading: false leaves the socket alone: what is at hand comes first.
  mutating func wait(
    _ connection: borrowing Connection, reading: Bool
  ) throws(StreamEnd) {
    let hasRoom = reading && setup.delivery.hasRoom
    if hasRoom,
      gathering.takesAtOnce(
        inSocket: connection.bytesInSocket, inLibrary: connection.hasBytesInLibrary)
    {
      if let mark = gathering.noticeLoad() { connection.setLowWaterMark(mark) }
      silence.heard(now: .now)
      return try take(connection)
    }
    if hasRoom, let pause = gathering.pause {
      Poll.pause(microseconds: pause)
      return try gather(connection, timedOut: true)
    }
    let now = ContinuousClock.now
    if isStalled(now) { throw .stalled }
    var deadline = acknowledger.nextDeadline(now: now)
    if let next = silence.nextDeadline { deadline = min(deadline, next) }
    // A sink that stalls, and figures that somebody sees, are looked after every second.
    if !setup.delivery.isIdle || setup.reporter.showsProgress {
      deadline = min(deadline, now + .seconds(1))
    }
    if setup.endPosition != nil { deadline = min(deadline, now + .milliseconds(100)) }
    if hasRoom, gathering.isOn { deadline = now + Gathering.patience }
    let ready = Poll.wait(
      any: [
        // Without room the socket is left alone: the server then waits in its send.
        (hasRoom ? connection.descriptor : -1, true), (setup.wake.descriptor, true),
        (setup.server.stop.descriptor, true),
      ], until: deadline)
    if ready[1] { setup.wake.lower() }
    if !hasRoom { silence.heard(now: .now) }
    let timedOut = !ready.contains(true)
    if hasRoom, ready[0] || timedOut { try gather(connection, timedOut: timedOut) }
    if setup.endPosition != nil, timedOut, !gathering.isOn {
      // A server with nothing to say keeps silent for half its timeout unless asked.
      try confirm(connection, asking: true)
    }
    switch silence.verdict(now: .now) {
    case .fine: break
    case .ask: try confirm(connection, asking: true)
    case .lost:
      throw .lost(ServerError(sqlstate: "08006", message: "the server does not answer any more"))
    }
  }

  private mutating func gather(
    _ connection: borrowing Connection, timedOut: Bool
  ) throws(StreamEnd) {
    do {
      if try gathering.endWait(on: connection, timedOut: timedOut) { silence.heard(now: .now) }
    } catch {
      throw .lost(error)
    }
  }

  func take(_ connection: borrowing Connection) throws(StreamEnd) {
    do {
      try connection.consumeInput()
    } catch {
      throw .lost(error)
    }
  }

  /// Whether the sink has made no progress for too long.
  func isStalled(_ now: ContinuousClock.Instant) -> Bool {
    guard !setup.delivery.isIdle else { return false }
    let progress = setup.delivery.progress
    return progress.inFlight > 0 && progress.lastMove.duration(to: now) >= setup.stallTimeout
  }
}
