package import Postgres
package import System

/// How to reach the source, and what it says of itself.
package struct Server: Sendable {
  package let parameters: ConnectionParameters
  /// What it says of itself; its defaults until it was asked.
  package var description = ServerDescription()
  /// Readable when waiting has to end.
  package let stop: StopSignal

  /// - Parameter parameters: with the transport rules applied.
  package init(_ parameters: ConnectionParameters, stop: StopSignal) {
    self.parameters = parameters
    self.stop = stop
  }

  /// Opens a session with every setting pinned.
  ///
  /// - Parameter interruptible: false for what has to be done although a signal arrived.
  package func session(
    replication: Bool = false, interruptible: Bool = true, interrupt: StopSignal? = nil
  ) throws(ConnectionError) -> Connection {
    try Connection.open(
      pinned: parameters, serverVersion: description.version, applicationName: "blink-run",
      replication: replication,
      interruptDescriptor: interruptible ? (interrupt ?? stop).descriptor : nil)
  }

  /// The session, and a walsender session beside it once it is needed.
  package func pair(with session: consuming Connection) -> SessionPair {
    SessionPair(query: session) { () throws(ConnectionError) in
      try self.session(replication: true)
    }
  }
}
