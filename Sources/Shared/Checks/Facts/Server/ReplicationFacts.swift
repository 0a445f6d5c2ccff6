package import Postgres
package import Replication

/// What a replication session reports.
package struct ReplicationFacts: Sendable {
  package var identity: ServerIdentity
  /// Where the server left the state's timeline; nil if it did not, or does not report it.
  package var switchPoint: LSN?
  /// From opening the session to its answer; nil if that was not measured.
  package var time: Duration?

  /// Describes a server.
  package init(identity: ServerIdentity, switchPoint: LSN? = nil, time: Duration? = nil) {
    self.identity = identity
    self.switchPoint = switchPoint
    self.time = time
  }
}
