package import Postgres
package import Replication

/// What a replication session says.
package struct ReplicationFacts: Sendable {
  package var identity: ServerIdentity
  /// Where the server left the timeline that the state was on; nil where it did not, or does not
  /// say.
  package var switchPoint: LSN?
  /// From opening the session to its answer; nil where that was not measured.
  package var time: Duration?

  /// Describes a server.
  package init(identity: ServerIdentity, switchPoint: LSN? = nil, time: Duration? = nil) {
    self.identity = identity
    self.switchPoint = switchPoint
    self.time = time
  }
}
