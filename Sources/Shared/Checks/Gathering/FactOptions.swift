package import Postgres

/// What gathering facts may do, and its time limits.
package struct FactOptions: Sendable {
  /// The session is closed after this time.
  package var timeout = Duration.seconds(15)
  /// Measures the WAL written during this time; nil uses the server's own statistics.
  package var sample: Duration?
  /// Whether a temporary slot may be created, which is dropped immediately.
  package var probes = false
  /// A probe is cancelled after this time.
  package var probeTimeout = Duration.seconds(5)
  /// The OIDs of tables as the lock file has them, and the cluster on which they mean something.
  package var knownTables: [QualifiedName: UInt32] = [:]
  package var knownSystemID: String?
  /// Families that are not read; their checks are unknown.
  package var leftOut: Set<FactFamily> = []

  /// Reads only.
  package init() {}
}
