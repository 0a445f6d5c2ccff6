package import Postgres
import System

extension ReadPacing {
  /// Takes what the socket holds, after a pause or a wait if need be; gives false where `interrupt`
  /// became readable first.
  ///
  /// - Throws: why the session is lost.
  package mutating func take(
    from connection: borrowing Connection, or interrupt: Int32
  ) throws(ServerError) -> Bool {
    if try takeAtOnce(from: connection) { return true }
    if pause != nil {
      _ = try takeAfterPause(from: connection)
      return true
    }
    guard connection.waitForInput(or: interrupt, until: nil) != .interrupted else { return false }
    try takeAfterWait(from: connection)
    return true
  }

  /// Takes what is there where that is not left to gather; gives whether it did.
  package mutating func takeAtOnce(from connection: borrowing Connection) throws(ServerError)
    -> Bool
  {
    guard
      takesAtOnce(inSocket: connection.bytesInSocket, inLibrary: connection.hasBytesInLibrary)
    else { return false }
    looked(now: .now)
    try connection.consumeInput()
    return true
  }

  /// Pauses, then takes what is there; gives whether there was something.
  package mutating func takeAfterPause(from connection: borrowing Connection) throws(ServerError)
    -> Bool
  {
    guard let pause else { return false }
    Poll.pause(microseconds: pause)
    let inSocket = connection.bytesInSocket
    paused(inSocket: inSocket, now: .now)
    guard inSocket > 0 else { return false }
    try connection.consumeInput()
    return true
  }

  /// The socket became readable: takes what is there, or leaves it to the pause that follows.
  package mutating func takeAfterWait(from connection: borrowing Connection) throws(ServerError) {
    looked(now: .now)
    if !isOn { try connection.consumeInput() }
  }
}
