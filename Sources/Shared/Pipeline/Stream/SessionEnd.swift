package import Delivery
package import Diagnostics
package import Postgres

/// Why one streaming session ended.
package enum SessionEnd: Error, Sendable {
  /// `--endpos` is reached and everything up to it confirmed.
  case endPosition
  /// A signal arrived; everything that was read whole is delivered and confirmed.
  case stopped
  /// The connection broke; it can be made again.
  case lost(ServerError)
  /// The sink made no progress for `stall_timeout`.
  case stalled
  /// The sink takes no more.
  case sink(SinkError)
  /// The sink did not take what it holds in the time a stop may last.
  case drainTimedOut
  case stream(StreamError)
  /// The server says that rows of the past cannot be sent (a WARNING of SQLSTATE 55000).
  case skipped(String)
  /// The state could not be stored.
  case state(Failure)
  /// The state was not stored in the time a stop may last.
  case stateIsLate
  /// The server ended the stream by itself.
  case server(ServerError)

  /// What a message that could not be translated means for the session.
  init(_ error: StreamError) {
    switch error {
    case .connection(let error) where error.kind == .interrupted: self = .stopped
    case .connection(let error) where error.isTransient:
      self = .lost(ServerError(sqlstate: "08001", message: error.description))
    case .server(let error) where error.isInterruption: self = .stopped
    case .server(let error) where error.connectionLost: self = .lost(error)
    default: self = .stream(error)
    }
  }

  /// Whether a signal asked for the end.
  var isStop: Bool {
    if case .stopped = self { true } else { false }
  }

  /// Whether what was read whole is to be delivered and confirmed before this is told: the
  /// connection still holds, and no other session follows.
  var endsTheRun: Bool {
    switch self {
    case .stopped, .stream: true
    default: false
    }
  }
}
