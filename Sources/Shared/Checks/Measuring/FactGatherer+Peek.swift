import Postgres
import Replication
import Settings

extension FactGatherer {
  /// Decodes one change of the slot without consuming it, if only that shows whether the slot and
  /// its publication match.
  ///
  /// This uses the slot meanwhile, so a slot that is in use is left alone.
  static func peek(_ session: borrowing Connection, into facts: inout Facts) {
    guard facts.plugin == .pgoutput, facts.mayPublicationBeNewer,
      let publication = facts.publicationName, let slot = facts.ownSlot, !slot.isActive,
      !slot.isLost, slot.type == "logical", slot.plugin == facts.plugin.rawValue,
      slot.database == facts.server.database, !facts.server.isStandby
    else { return }
    do {
      let rows = try session.query(
        "SELECT pg_catalog.count(*) AS changes FROM"
          + " pg_catalog.pg_logical_slot_peek_binary_changes($1, NULL, 1,"
          + " 'proto_version', '1', 'publication_names', $2)",
        [slot.name, Identifier(publication).quoted], timeout: facts.options.probeTimeout)
      facts.peek = rows.int(0, "changes") ?? 0 > 0 ? .change : .nothing
    } catch {
      facts.peek = .failed(error)
    }
  }
}
