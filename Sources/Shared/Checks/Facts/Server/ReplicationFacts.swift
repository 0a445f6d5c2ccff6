package import Postgres

/// What a replication session says (`IDENTIFY_SYSTEM`).
package struct ReplicationFacts: Sendable {
  package var systemID: String?
  package var timeline: Int?
  package var position: LSN?
  /// From opening the session to its answer.
  package var time: Duration?

  /// Nothing known.
  package init() {}
}
