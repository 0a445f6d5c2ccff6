/// What the workers of one snapshot share: the tables still to be copied, and the progress.
struct SnapshotBoard: Sendable {
  var waiting: [SnapshotTable]
  var running: Int
  var tablesDone = 0
  var problem: PipelineError?
  var finishedStreams: [(stream: String, rows: Int)] = []

  /// Takes the next table; nil when none is left or something went wrong.
  mutating func next() -> SnapshotTable? {
    problem == nil && !waiting.isEmpty ? waiting.removeFirst() : nil
  }
}
