import Postgres

extension Connection {
  /// How its bytes come.
  var transport: Gathering.Transport { isEncrypted ? .tls : isLocal ? .local : .tcp }
}

extension Gathering {
  /// Takes what the socket holds, after a wait if need be; gives false where `interrupt` became
  /// readable first.
  mutating func take(
    from connection: borrowing Connection, or interrupt: Int32
  ) throws(ServerError) -> Bool {
    if takesAtOnce(
      inSocket: connection.bytesInSocket, inLibrary: connection.hasBytesInLibrary)
    {
      if let mark = noticeLoad() { connection.setLowWaterMark(mark) }
      try connection.consumeInput()
      return true
    }
    var outcome = Poll.Outcome.timedOut
    if let pause {
      Poll.pause(microseconds: pause)
    } else {
      outcome = connection.waitForInput(or: interrupt, until: isOn ? .now + Self.patience : nil)
    }
    if outcome == .interrupted { return false }
    try endWait(on: connection, timedOut: outcome == .timedOut)
    return true
  }

  /// What a wait brought: sets the mark, and takes what the socket holds. Gives whether it held
  /// something.
  @discardableResult
  mutating func endWait(
    on connection: borrowing Connection, timedOut: Bool
  ) throws(ServerError) -> Bool {
    let inSocket = isOn && timedOut ? connection.bytesInSocket : 0
    if let mark = waited(timedOut: timedOut, inSocket: inSocket) {
      connection.setLowWaterMark(mark)
    }
    // While bytes gather they are there although the socket does not say so.
    guard !timedOut || inSocket > 0 else { return false }
    try connection.consumeInput()
    return true
  }
}
