package import Postgres

/// What the sentences of an error name besides the error itself.
package struct FailureContext: Sendable {
  package var slot: String
  package var publication: String
  /// How the source is reached.
  package var parameters: ConnectionParameters
  /// As `server_version_num`; 0 before the first connection.
  package var serverVersion: Int
  /// The stored position: everything before it is durable at the sink. Nil before the first one.
  package var delivered: LSN?
  /// The last position at which every stream was seen in place; nil before the first look.
  package var looked: LSN?
  /// The state's file.
  package var stateFile: String

  /// Gathers them.
  package init(
    slot: String, publication: String, parameters: ConnectionParameters, serverVersion: Int,
    delivered: LSN?, looked: LSN? = nil, stateFile: String
  ) {
    self.slot = slot
    self.publication = publication
    self.parameters = parameters
    self.serverVersion = serverVersion
    self.delivered = delivered
    self.looked = looked
    self.stateFile = stateFile
  }

  /// `LSN X/Y`, or nothing before the first position.
  var position: String { delivered.map { "LSN \($0)" } ?? "" }
}
