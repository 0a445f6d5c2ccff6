package import Postgres

/// What the operator decided on the command line about a gap; each names its object.
package struct OperatorChoices: Sendable, Equatable {
  /// Drop this slot and take a new snapshot.
  package var resnapshot: String?
  /// Stream this existing slot from its confirmed position.
  package var adoptSlot: String?
  /// Continue although what lies before, or after, this position is lost.
  package var acceptGap: LSN?
  /// Treat the server with this system identifier as the one of the state.
  package var adoptSystem: String?
  /// Streams that continue although changes of them are lost, as the file names their tables; `*`
  /// stands for all.
  package var acceptStreamGaps: Set<String> = []

  /// Streams that are copied again while the others go on, as the file names their tables.
  package var resnapshotStreams: Set<String> = []

  /// Whether changes of this stream may be missing.
  package func acceptsGap(of stream: QualifiedName) -> Bool {
    acceptStreamGaps.contains("*") || Self.names(stream, in: acceptStreamGaps)
  }

  /// Whether this stream is copied again.
  package func resnapshots(_ stream: QualifiedName) -> Bool {
    Self.names(stream, in: resnapshotStreams)
  }

  private static func names(_ stream: QualifiedName, in choice: Set<String>) -> Bool {
    choice.contains(stream.description) || choice.contains(stream.name.text)
  }

  /// Nothing decided.
  package init() {}
}
