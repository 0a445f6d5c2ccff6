package import Diagnostics
package import Postgres
import Start

extension FailureText {
  /// The server fails to decode its own WAL (class XX): no reader of the slot can cure that.
  package static func decoding(_ error: ServerError, _ context: FailureContext) -> Failure {
    var remedies = [
      "start blink-run again: where it depended on timing, a new session gets past it",
      "upgrade to the latest minor release, which may contain the fix; the slot survives",
      "read the server's log: it has what the server was doing",
    ]
    if let hint = error.hint { remedies.insert(hint, at: 0) }
    // Older servers cannot copy a slot.
    if context.serverVersion >= 120_000 { remedies += probe(context) }
    remedies.append(Advice.resnapshot(context.slot))
    return Failure(
      .unexpected, "the server cannot decode its own WAL: \(error.description)",
      subject: "after LSN \(context.delivered ?? .zero), up to which everything is delivered"
        + (error.context.map { "; \($0)" } ?? ""),
      why: "nothing after it is confirmed, so nothing is lost, and what was written of it is sent"
        + " again; most likely every reader of slot \(context.slot) stops there", remedies: remedies
    )
  }

  /// How to see whether another reader stops at the same place.
  private static func probe(_ context: FailureContext) -> [String] {
    let names = ShellText.word(Identifier(context.publication).quoted)
    return [
      "SELECT pg_copy_logical_replication_slot('\(context.slot)', 'blink_probe');   creates a slot for another"
        + " reader; drop it afterwards",
      "pg_recvlogical -d DATABASE -S blink_probe --start --no-loop -f /dev/null -o proto_version=1"
        + " -o publication_names=\(names)   stops there as well if it is the server's fault; otherwise"
        + " it runs until it is interrupted",
    ]
  }
}
