import Events

/// The relations that the server has described, with the newest description of each. Pure.
struct KnownRelations {
  private struct Known {
    /// Nil for a table that the configuration does not name.
    var encoder: EventEncoder?
    var arrival: UInt64
  }

  private var known: [UInt32: Known] = [:]

  /// The encoder of a relation; nil within for one that is not configured, nil for one that was
  /// not described.
  subscript(_ relation: UInt32) -> EventEncoder?? { known[relation].map { $0.encoder } }

  /// Learns a description.
  ///
  /// - Parameter arrival: its number among all that came.
  mutating func learn(_ relation: UInt32, _ encoder: EventEncoder?, arrival: UInt64) {
    known[relation] = Known(encoder: encoder, arrival: arrival)
  }

  /// Learns from a streamed transaction that has committed what came later than what is known: the
  /// server believes that its newest description holds, whatever transaction it came with.
  mutating func merge(_ others: KnownRelations) {
    known.merge(others.known) { $0.arrival > $1.arrival ? $0 : $1 }
  }

  /// Forgets all of them.
  mutating func removeAll() { known.removeAll() }
}
