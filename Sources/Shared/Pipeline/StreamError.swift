package import Mapping
package import PgOutput
package import Postgres

/// Why translating the stream stopped.
package enum StreamError: Error, Sendable {
  case decode(DecodeError, transaction: LSN?)
  case `protocol`(ProtocolError)
  case encode(EncodeError, transaction: LSN)
  case server(ServerError)
}
