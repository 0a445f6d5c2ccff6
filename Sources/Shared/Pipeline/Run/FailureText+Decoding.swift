package import Diagnostics
package import Postgres

extension FailureText {
  /// The server fails to decode its own WAL (class XX): no reader of the slot can cure that.
  ///
  /// - Parameter delivered: the position in the state: what is before it is durable at the sink.
  package static func decoding(
    _ error: ServerError, slot: String, publication: String, delivered: LSN, serverVersion: Int
  ) -> Failure {
    var remedies = [
      "start blink-run again: where it depended on timing, a new session gets past it",
      "upgrade to the latest minor release, which may contain the fix; the slot survives",
      "read the server's log: it has what the server was doing",
    ]
    if let hint = error.hint { remedies.insert(hint, at: 0) }
    // Older servers cannot copy a slot.
    if serverVersion >= 120_000 { remedies += probe(slot, publication) }
    remedies.append("--resnapshot \(slot)   begins again with a snapshot")
    return Failure(
      .unexpected, "the server cannot decode its own WAL: \(error.description)",
      subject: "behind LSN \(delivered), up to which everything is delivered"
        + (error.context.map { "; \($0)" } ?? ""),
      why: "nothing behind it is confirmed, so nothing is lost, and what was written of it comes"
        + " again; most likely every reader of slot \(slot) stops there", remedies: remedies)
  }

  /// How to see whether another reader stops at the same place.
  private static func probe(_ slot: String, _ publication: String) -> [String] {
    let names = ShellText.word(Identifier(publication).quoted)
    return [
      "SELECT pg_copy_logical_replication_slot('\(slot)', 'blink_probe');   makes a slot for another"
        + " reader, to be dropped afterwards",
      "pg_recvlogical -d DATABASE -S blink_probe --start --no-loop -f /dev/null -o proto_version=1"
        + " -o publication_names=\(names)   stops there as well if it is the server's fault; otherwise"
        + " it goes on until it is interrupted",
    ]
  }
}
