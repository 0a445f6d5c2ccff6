/// How far the pacing of facts may go.
package struct FactOptions: Sendable {
  /// The session is given up after so long.
  package var timeout = Duration.seconds(15)
  /// Measures the WAL written during this time; nil takes the server's own statistics.
  package var sample: Duration?
  /// Whether a temporary slot may be made, which is dropped at once.
  package var probes = false
  /// A probe is given up after so long.
  package var probeTimeout = Duration.seconds(5)
  /// Families that are not asked for; their checks are unknown.
  package var leftOut: Set<FactFamily> = []

  /// Reads only.
  package init() {}
}
