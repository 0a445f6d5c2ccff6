import Postgres

/// What the sink's thread is asked to do besides writing, in its turn.
enum SinkCommand: Sendable {
  case open(SinkContext)
  case beginSnapshot(LSN)
  case endSnapshot(LSN)
}
