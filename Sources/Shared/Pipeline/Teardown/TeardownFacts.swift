package import Postgres
package import Replication

/// What teardown decides on.
package struct TeardownFacts: Sendable {
  /// The database that the session is connected to.
  package var database: String
  /// The server's `system_identifier`; nil where this role may not ask.
  package var systemID: String?
  package var slot: ReplicationSlot?
  package var publicationOID: UInt32?

  /// Gathers facts by hand.
  package init(
    database: String, systemID: String?, slot: ReplicationSlot? = nil,
    publicationOID: UInt32? = nil
  ) {
    self.database = database
    self.systemID = systemID
    self.slot = slot
    self.publicationOID = publicationOID
  }

  /// Asks the server; changes nothing.
  package init(
    slot: String?, publication: String?, over session: borrowing Connection
  ) throws(ServerError) {
    database = session.database
    systemID = try Self.systemID(over: session)
    if let slot { self.slot = try ReplicationSlot.named(slot, over: session) }
    if let publication {
      publicationOID = try Publication.named(publication, over: session)?.oid
    }
  }

  private static func systemID(over session: borrowing Connection) throws(ServerError) -> String? {
    do {
      let rows = try session.query(
        "SELECT system_identifier FROM pg_catalog.pg_control_system()")
      return rows[row: 0, name: "system_identifier"]
    } catch {
      // Some providers revoke the function; what needs the answer is kept then.
      if error.sqlstate == "42501" { return nil }
      throw error
    }
  }
}
