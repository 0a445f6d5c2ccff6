package import Postgres
package import System

/// How to reach the source, and what it says of itself.
package struct Server: Sendable {
  package let parameters: ConnectionParameters
  package private(set) var version = 0
  package private(set) var position = LSN.zero
  package private(set) var senderTimeout = Duration.zero
  package private(set) var walWriterDelay = Duration.milliseconds(200)
  package private(set) var walBlockSize: UInt64 = 8192
  package private(set) var walSegmentSize: UInt64 = 16 << 20
  package private(set) var isStandby = false
  /// Readable when waiting has to end.
  package let stop: WakeSignal

  /// - Parameter parameters: with the transport rules applied.
  package init(_ parameters: ConnectionParameters, stop: WakeSignal) {
    self.parameters = parameters
    self.stop = stop
  }

  /// Opens a session with every setting pinned.
  ///
  /// - Parameter interruptible: false for what has to be done although a signal arrived.
  package func session(
    replication: Bool = false, interruptible: Bool = true, interrupt: WakeSignal? = nil
  ) throws(ConnectionError) -> Connection {
    try Connection.open(
      parameters, applicationName: "blink-run",
      options: SessionPins.options(serverVersion: version), replication: replication,
      interruptDescriptor: interruptible ? (interrupt ?? stop).descriptor : nil)
  }

  /// The session, and a walsender session beside it once it is needed.
  package func pair(with session: consuming Connection) -> SessionPair {
    SessionPair(query: session) { () throws(ConnectionError) in
      try self.session(replication: true)
    }
  }

  /// Asks the server what the start decision needs.
  package mutating func look(with session: borrowing Connection) throws(ServerError) {
    version = session.serverVersion
    let rows = try session.query(SQL.server)
    position = rows.lsn(0, "position") ?? .zero
    isStandby = rows.bool(0, "standby") ?? false
    senderTimeout = .milliseconds(rows.int(0, "wal_sender_timeout_ms") ?? 60_000)
    walWriterDelay = .milliseconds(rows.int(0, "wal_writer_delay_ms") ?? 200)
    walBlockSize = UInt64(rows.int(0, "wal_block_size") ?? 8192)
    walSegmentSize = UInt64(rows.int(0, "wal_segment_size") ?? (16 << 20))
  }
}
