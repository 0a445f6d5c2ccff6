package import Postgres

/// What a sink receives when it is opened.
package struct SinkContext: Sendable {
  /// The source's system identifier; with the slot it is the pipeline's identity at the sink.
  package var systemID: String
  package var slot: String
  /// The system identifier that the operator takes this server for (`--adopt-system`): a position
  /// of that server is valid as well.
  package var adoptedSystemID: String?
  package var database: String
  /// The position in the state file; nil before the first run.
  package var statePosition: LSN?
  /// The streams by the number that records have.
  package var streams: [SinkStream]

  /// Gathers a context.
  package init(
    systemID: String, slot: String, adoptedSystemID: String? = nil, database: String,
    statePosition: LSN?, streams: [SinkStream]
  ) {
    self.systemID = systemID
    self.slot = slot
    self.adoptedSystemID = adoptedSystemID
    self.database = database
    self.statePosition = statePosition
    self.streams = streams
  }
}

/// A stream as a sink sees it.
package struct SinkStream: Sendable, Equatable {
  /// The name as the configuration writes it.
  package var name: String
  package var table: QualifiedName

  /// Names a stream.
  package init(name: String, table: QualifiedName) {
    self.name = name
    self.table = table
  }
}
