/// A normal session and, once it is needed, a walsender session beside it: a start asks and
/// streams over the same two, because opening one costs a server process.
package struct SessionPair: ~Copyable {
  /// The normal session.
  package var query: Connection
  /// The walsender session; nil before it is opened, and after it was handed over.
  private var replication: Connection?
  /// The walsender session while it is being opened.
  private var pending: OpeningSession?
  private let opening: @Sendable () throws(ConnectionError) -> Connection

  /// - Parameters:
  ///   - query: an open session.
  ///   - opening: opens a walsender session with the same server.
  package init(
    query: consuming Connection,
    opening: @escaping @Sendable () throws(ConnectionError) -> Connection
  ) {
    self.query = query
    self.opening = opening
  }

  /// Begins to open the walsender session, which will be needed, while something else is done.
  package mutating func prepareReplication() {
    guard replication == nil, pending == nil else { return }
    // Without a thread for it, it is opened when it is taken.
    pending = try? OpeningSession(opening)
  }

  /// Hands over the walsender session; opens it first if there is none.
  package mutating func takeReplication() throws(ConnectionError) -> Connection {
    if let open = replication.take() { return open }
    if let pending = pending.take() { return try pending.finish() }
    return try opening()
  }

  /// Takes the walsender session back, for whoever asks next.
  package mutating func keepReplication(_ session: consuming Connection) {
    replication = .some(session)
  }
}
