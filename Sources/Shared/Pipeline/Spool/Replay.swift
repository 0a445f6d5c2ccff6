import Postgres

/// A streamed transaction that has committed and whose changes are being translated.
struct Replay {
  /// Gives its messages.
  let reader: SpoolReader
  /// The position to confirm when all of it is delivered.
  let end: LSN
  /// The relations that hold outside of it.
  let outside: KnownRelations
}
