package import Postgres

/// The result of decoding one change of the pipeline's own slot, without consuming it (`--probe`).
package enum PeekFacts: Sendable, Equatable {
  /// A published change was decoded: the slot and the publication match.
  case change
  /// It decodes, but contains nothing published.
  case nothing
  case failed(ServerError)
}
