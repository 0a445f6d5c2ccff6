package import Postgres

/// What the state of an earlier run says, as far as checks compare it with the server.
package struct StateFacts: Sendable {
  package var systemID: String?
  package var timeline: Int?
  /// Up to where the sink has everything.
  package var delivered: LSN?
  /// Whether the first snapshot is done.
  package var isStreaming = false

  /// Nothing known.
  package init() {}
}
