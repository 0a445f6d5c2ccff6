package import Events
package import Postgres

/// How far a sink is, as it keeps it itself.
package struct SinkPosition: Sendable, Equatable {
  /// The newest event of the stream that it holds; nil before the first.
  package var event: EventPosition?
  /// Everything up to here is durable: the end of a transaction, or where a snapshot's stream
  /// begins. The server is asked to go on from here.
  package var end: LSN

  /// Joins both.
  package init(event: EventPosition?, end: LSN) {
    self.event = event
    self.end = end
  }
}
