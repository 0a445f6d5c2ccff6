package import Delivery
package import Diagnostics
package import Events
package import Postgres
package import Replication
package import Start

/// Why a part of the pipeline did not go on: the one error type from the translator up to the
/// runner. What becomes of it is its `consequence`; what the user reads is made by `failure(in:)`.
package indirect enum PipelineError: Error, Sendable {
  /// A signal asked for the end.
  case stopped

  /// No session with the source could be opened.
  case connection(ConnectionError)
  /// The source's answer to a statement, or the loss of its connection; `doing` is what for, as in
  /// "copying public.orders".
  case server(ServerError, doing: String)
  /// The source refused to stream from this position, or lost the connection meanwhile.
  case start(ServerError, at: LSN)
  /// The source ended the stream by itself, or the connection was lost.
  case stream(ServerError)
  /// The source said that it skips changes (a WARNING of SQLSTATE 55000).
  case skipped(String)
  /// The session that held the temporary slot of a snapshot is gone, and with it the slot.
  case slotLost(String)
  /// A table of the snapshot was rewritten or replaced before its turn came.
  case rewritten(String)
  /// The connection was lost while the slot was made permanent, by the backend `pid`.
  case promotion(ServerError, pid: Int32)

  /// Rows of a stream are missing, because its table or its place in the publication changed; seen
  /// when everything before this position was delivered.
  case streamChanged(TrackedStream, StreamChange, at: LSN)
  /// Which column of the table a name in the WAL is, or was, cannot be told.
  case columnUnclear(Identifier, stream: String)

  /// A message of the source is malformed; `place` is where, as in "transaction at LSN 0/1".
  case malformed(DecodeError, place: String)
  /// A message came that cannot come at this point of the stream, or about something that was not
  /// described.
  case outOfOrder(String, place: String)
  /// A value does not fit the type that the configuration gives its column.
  case unrepresentable(EncodeError, place: String)

  /// The sink's own error.
  case sink(SinkError)
  /// The sink made no progress for `stall_timeout`.
  case sinkStalled
  /// The sink did not take what it had received in the time that a stop may last.
  case sinkLate

  /// A streamed transaction could not be spooled, or not be read back.
  case spool(SpoolError)
  /// The state was not stored in the time that a stop may last.
  case stateLate
  /// Something that has its sentence already: a reason of the start plan, a state that cannot be
  /// written, a thread that cannot be started.
  case other(Failure)

  /// What is wrong with a transaction's messages has this place.
  static func place(_ transaction: LSN?) -> String {
    transaction.map { "transaction at LSN \($0)" } ?? ""
  }
}
