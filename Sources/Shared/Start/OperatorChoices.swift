package import Postgres

/// What the operator decided on the command line about a gap; each names its object.
package struct OperatorChoices: Sendable, Equatable {
  /// Drop this slot and begin again with a snapshot.
  package var resnapshot: String?
  /// Stream this existing slot from its confirmed position.
  package var adoptSlot: String?
  /// Go on although what lies before, or after, this position is lost.
  package var acceptGap: LSN?
  /// Take the server with this system identifier for the one of the state.
  package var adoptSystem: String?

  /// Nothing decided.
  package init() {}
}
