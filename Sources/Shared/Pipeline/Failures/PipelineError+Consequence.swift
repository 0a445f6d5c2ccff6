package import Diagnostics
import Delivery
import Postgres

extension PipelineError {
  /// What becomes of a run.
  package enum Consequence: Sendable, Equatable {
    /// It ends in order, as a signal asked for.
    case stop
    /// It connects again after a pause; what is not confirmed is sent again.
    case retry
    /// It ends, because trying again would not help: the operator decides. The kind is the exit
    /// code.
    case ask(Failure.Kind)
  }

  /// What becomes of a run that meets this error: the only place that decides it.
  package var consequence: Consequence {
    switch self {
    case .stopped: .stop
    case .connection(let error):
      if error.kind == .interrupted {
        .stop
      } else {
        error.isTransient ? .retry : .ask(.connection)
      }
    case .server(let error, _): Self.consequence(of: error) ?? .ask(.refused)
    case .start(let error, _):
      Self.consequence(of: error) ?? .ask(error.hasLostChanges ? .gap : .refused)
    case .stream(let error):
      Self.consequence(of: error)
        ?? .ask(error.isInternal ? .unexpected : error.isUndefined ? .gap : .refused)
    case .skipped, .streamChanged, .columnUnclear: .ask(.gap)
    case .slotLost, .promotion, .rewritten: .retry
    case .malformed, .outOfOrder, .unrepresentable: .ask(.unrepresentable)
    case .sink(let error):
      switch error.kind {
      case .retry, .refused, .fenced: .ask(.sink)
      case .behind: .ask(.gap)
      case .poison: .ask(.unrepresentable)
      }
    case .sinkStalled: .retry
    case .sinkLate, .spool: .ask(.unexpected)
    case .stateLate: .ask(.configuration)
    case .other(let failure): failure.isInterruption ? .stop : .ask(failure.kind)
    }
  }

  /// What a server's error means wherever it comes; nil where that depends on the question.
  private static func consequence(of error: ServerError) -> Consequence? {
    if error.isInterruption { return .stop }
    if error.connectionLost || error.isSilence { return .retry }
    return error.isUndecodable ? .ask(.unrepresentable) : nil
  }

  /// Whether the stream's connection still holds, so that what was read whole can be delivered and
  /// confirmed before the session ends. The sink and the state must be able to take it.
  var leavesStreamOpen: Bool {
    switch self {
    case .stopped, .malformed, .outOfOrder, .unrepresentable, .spool, .streamChanged,
      .columnUnclear:
      true
    case .connection(let error): error.kind == .interrupted
    case .server(let error, _): error.isInterruption
    default: false
    }
  }

  /// Whether the sink and the state can still take what was read.
  var leavesSinkOpen: Bool {
    switch self {
    case .sink, .sinkStalled, .sinkLate, .stateLate, .other: false
    default: true
    }
  }
}

extension ServerError {
  /// Whether the slot, or WAL that it needs, is not available: of START_REPLICATION.
  var hasLostChanges: Bool { isUndefined || sqlstate == "55000" || sqlstate == "58P01" }

  /// Whether something that was named does not exist (undefined_object).
  var isUndefined: Bool { sqlstate == "42704" }

  /// Whether something is in use by another session (object_in_use).
  var isInUse: Bool { sqlstate == "55006" }
}
