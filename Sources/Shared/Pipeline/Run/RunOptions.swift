package import Delivery
package import Postgres
package import Start

/// What the command line says about one run.
package struct RunOptions: Sendable {
  package enum EndPosition: Sendable, Equatable {
    case lsn(LSN)
    /// The server's position at start.
    case current
  }

  package var endPosition: EndPosition?
  /// How long an unreachable server is tried again.
  package var wait = Duration.zero
  package var choices = OperatorChoices()
  /// How often the catalog is looked at while the run streams.
  package var lookInterval = Duration.seconds(30)
  package var stateDirectory = ""
  /// What happens to an event that the sink permanently refuses.
  package var poison = PoisonPolicy.stop
  /// The file's name without its extension, for a generated slot name.
  package var stem = "blink"

  /// Nothing said.
  package init() {}
}
