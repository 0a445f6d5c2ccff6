package import Postgres

/// What came of asking the pipeline's own slot for one change, without taking it (`--probe`).
package enum PeekFacts: Sendable, Equatable {
  /// A published change was decoded: the slot and the publication go together.
  case change
  /// It decodes, but nothing in it is published.
  case nothing
  case failed(ServerError)
}
