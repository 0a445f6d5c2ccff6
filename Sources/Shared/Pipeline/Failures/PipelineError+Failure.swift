import Delivery
package import Diagnostics
import Events
import Postgres
import Start
import System

extension PipelineError {
  /// What the user reads: what happened, where, why it matters and what to do. The exit code is
  /// that of the consequence.
  package func failure(in context: FailureContext) -> Failure {
    var failure = sentence(in: context)
    switch consequence {
    case .ask(let kind): failure.kind = kind
    case .stop: failure.isInterruption = true
    case .retry: break
    }
    return failure
  }

  private func sentence(in context: FailureContext) -> Failure {
    switch self {
    case .stopped:
      Failure(.unexpected, "stopped by a signal", isInterruption: true)
    case .connection(let error): FailureText.connection(error, context.parameters)
    case .server(let error, let doing): FailureText.server(error, doing)
    case .start(let error, let position): Self.refusedStart(error, position, context)
    case .stream(let error): Self.endedStream(error, context)
    case .skipped(let message):
      Failure(
        .gap, "the server skips changes: \(message)", subject: context.position,
        why: "the publication did not exist at that point of the WAL, so its changes are lost",
        remedies: [Advice.resnapshot(context.slot)])
    case .streamChanged(let stream, let change, let position):
      StartPlan.reason(
        change, stream, between: context.looked ?? stream.since, and: position,
        slot: context.slot, publication: context.publication
      ).failure
    case .columnUnclear(let column, let stream):
      Failure(
        .gap,
        "stream \(TerminalText.sanitized(stream)): whether a renamed column is"
          + " \(TerminalText.sanitized(column.text)) cannot be told", subject: context.position,
        why: "its values would be delivered under a wrong name, or not at all",
        remedies: [
          "--resnapshot-stream \(ShellText.word(stream))   copies it again, while the other streams go"
            + " on",
          Advice.resnapshot(context.slot),
        ])
    case .slotLost(let message):
      Failure(
        .connection, "the session that holds the snapshot's temporary slot ended: \(message)")
    case .rewritten(let stream):
      Failure(
        .refused,
        "\(TerminalText.sanitized(stream)) was rewritten, truncated or replaced while the snapshot was"
          + " taken, which would show it empty")
    case .promotion(let error, _):
      Failure(
        .connection,
        "the connection was lost while slot \(context.slot) was created: \(error.description)")
    case .malformed(let error, let place):
      Self.bug("the server sent a message that is not understood: \(error)", place)
    case .outOfOrder(let what, let place): Self.bug("the server broke the protocol: \(what)", place)
    case .unrepresentable(let error, let place): Self.unrepresentable(error, place)
    case .sink(let error): FailureText.sink(error)
    case .sinkStalled: Failure(.sink, "the sink made no progress for stall_timeout")
    case .sinkLate:
      Failure(
        .unexpected, "the sink did not take what was read in the time that a stop may last",
        why: "it is not confirmed, so the next run sends it again")
    case .spool(let error): Self.spool(error)
    case .stateLate:
      Failure(
        .configuration, "the state was not stored in the time that a stop may last",
        subject: context.stateFile,
        why: "what is not stored is not confirmed, so the next run sends it again",
        remedies: ["check the disk of the state directory: an fsync takes too long"])
    case .other(let failure): failure
    }
  }

  private static func refusedStart(
    _ error: ServerError, _ position: LSN, _ context: FailureContext
  ) -> Failure {
    if error.hasLostChanges {
      return Failure(
        .gap, "slot \(context.slot) cannot be streamed: \(error.description)",
        subject: "LSN \(position)", why: "the server no longer has the undelivered changes",
        remedies: [Advice.resnapshot(context.slot)])
    }
    guard error.isInUse else {
      return FailureText.server(error, "starting to stream slot \(context.slot)")
    }
    return Failure(
      .refused, "slot \(context.slot) is in use by another session: \(error.message)",
      why: "two consumers of one slot would each lose what the other takes",
      remedies: [
        "stop the other consumer (pg_stat_replication shows it)",
        "give this pipeline a slot_name of its own",
      ])
  }

  private static func endedStream(_ error: ServerError, _ context: FailureContext) -> Failure {
    if error.connectionLost {
      return Failure(.connection, "connection lost: \(error.description)")
    }
    if error.isInternal { return FailureText.decoding(error, context) }
    guard error.isUndefined else {
      return FailureText.server(error, "streaming", streaming: context.slot)
    }
    return Failure(
      .gap, "the stream ended: \(error.description)", subject: context.position,
      why: "decoding the WAL from here needs a publication that existed then",
      remedies: [Advice.resnapshot(context.slot)])
  }

  private static func bug(_ what: String, _ place: String) -> Failure {
    Failure(
      .unrepresentable, what, subject: place, why: "guessing could invent or lose data",
      remedies: ["please report this as a bug"])
  }

  private static func unrepresentable(_ error: EncodeError, _ place: String) -> Failure {
    switch error {
    case .misfit(let stream, let column, let type, let length):
      let column = TerminalText.sanitized("\(stream).\(column.text)")
      let type = type.isEmpty ? "" : " of type \(TerminalText.sanitized(type))"
      return Failure(
        .unrepresentable,
        "a value of \(column) (\(Amount.count(length, "byte"))\(type)) does not fit its databrewType",
        subject: place, why: "writing it anyway would change it",
        remedies: [
          "run blink-schema init if the type of the column was changed: the file then follows it",
          "widen the column's databrewType in the file (String holds everything)",
          "write on_overflow: string, or on_overflow: null, under source.config",
        ])
    case .invalidText(let stream, let column, let length):
      let column = TerminalText.sanitized("\(stream).\(column.text)")
      return Failure(
        .unrepresentable,
        "a text of \(column) (\(Amount.count(length, "byte"))) is not valid UTF-8",
        subject: place,
        why: "events are UTF-8; guessing what the bytes mean would change them",
        remedies: [
          "write on_invalid_text: escape, or on_invalid_text: base64, under source.config",
          "take the column out of the file: its values are then not looked at",
          "correcting the row is not enough, because the WAL keeps the old value: --resnapshot then begins"
            + " again",
        ])
    case .unnamed(let stream):
      let stream = TerminalText.sanitized(stream)
      return Failure(
        .unrepresentable, "a change of \(stream) does not say which row it is of", subject: place,
        why:
          "the server sent neither the whole key of the file nor, among the columns of the file, the"
          + " whole replica identity: a consumer could not find the row",
        remedies: [
          "write pk: true on the columns of the table's replica identity, and have all of them in the"
            + " file (blink-schema doctor shows them)",
          "write on_missing_key: emit under source.config: such events then have \"key\":null",
        ])
    }
  }

  private static func spool(_ error: SpoolError) -> Failure {
    let what =
      switch error.step {
      case .make: "created"
      case .write: "written"
      case .cut: "shortened"
      case .read: "read back"
      }
    return Failure(
      .unexpected, "the spool of a streamed transaction cannot be \(what): \(error.cause.reason)",
      subject: TerminalText.sanitized(error.folder),
      why: "with streaming: true a large transaction is kept in a file of the state directory until"
        + " it commits; what was not delivered is not confirmed, so the next run continues there",
      remedies: [
        error.cause.isOutOfDescriptors
          ? "allow more open files (ulimit -n): every streamed transaction needs one"
          : "free space in the state directory, or name a larger one with --state-dir",
        "streaming: false under source.config leaves large transactions to the server",
      ])
  }
}
