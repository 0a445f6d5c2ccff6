package import Delivery
package import Diagnostics
package import Events
package import Postgres
package import Replication

/// Why a snapshot could not be finished.
package enum SnapshotError: Error, Sendable {
  case connection(ConnectionError)
  /// The server's error, and the stream that was being copied.
  case server(ServerError, stream: String?)
  case decode(DecodeError, stream: String)
  case encode(EncodeError)
  /// The session that holds the slot is gone, and with it the slot.
  case slotLost(String)
  /// The session that made the slot permanent was lost; `pid` served it.
  case promotion(ServerError, pid: Int32)
  case sink(SinkError)
  /// A worker's thread cannot be had.
  case thread(Failure)
  case stopped
}
