/// How far a run has come.
package struct ProgressFigures: Sendable, Equatable {
  /// Events written to the sink, and their bytes.
  package var events = 0
  package var bytes = 0
  /// Tables whose snapshot is copied, and how many there are; nil once streaming.
  package var tables: (done: Int, all: Int)?
  /// How far the server is ahead of what is delivered, in bytes of WAL; nil while unknown.
  package var lag: Int?

  /// Nothing yet.
  package init() {}

  package static func == (a: Self, b: Self) -> Bool {
    a.events == b.events && a.bytes == b.bytes && a.tables?.done == b.tables?.done
      && a.tables?.all == b.tables?.all && a.lag == b.lag
  }
}
