package import Events
package import Postgres
package import Replication

/// Why translating the stream stopped.
package enum StreamError: Error, Sendable {
  case decode(DecodeError, transaction: LSN?)
  case `protocol`(ProtocolError)
  case encode(EncodeError, transaction: LSN)
  /// A streamed transaction could not be spooled, or not be read back.
  case spool(SpoolError)
  /// The types of a table could not be asked for.
  case server(ServerError)
  /// No session to ask for them over.
  case connection(ConnectionError)
}
