package import Postgres

/// What teardown decides on.
package struct TeardownFacts: Sendable, Equatable {
  /// The slot as the server describes it.
  package struct Slot: Sendable, Equatable {
    package var type: String
    package var plugin: String?
    package var database: String?
    package var isActive: Bool
    /// Who holds it, like `pid 7, application blink-run, role cdc`.
    package var holder: String
    package var retained: String

    /// Describes a slot.
    package init(
      type: String = "logical", plugin: String?, database: String?, isActive: Bool = false,
      holder: String = "", retained: String = ""
    ) {
      self.type = type
      self.plugin = plugin
      self.database = database
      self.isActive = isActive
      self.holder = holder
      self.retained = retained
    }
  }

  /// The database that the session is connected to.
  package var database: String
  /// The server's `system_identifier`; nil where this role may not ask.
  package var systemID: String?
  package var slot: Slot?
  package var publicationOID: UInt32?

  /// Gathers facts by hand.
  package init(
    database: String, systemID: String?, slot: Slot? = nil, publicationOID: UInt32? = nil
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
    let rows = try session.query(SQL.teardown, [slot, publication])
    database = rows[row: 0, name: "current_database"] ?? ""
    publicationOID = rows[row: 0, name: "publication_oid"].flatMap { UInt32($0) }
    systemID = try Self.systemID(over: session)
    guard rows.bool(0, "slot_exists") == true else { return }
    var holder: [String] = []
    for (what, column) in [
      ("pid", "active_pid"), ("application", "application_name"), ("role", "usename"),
    ] {
      if let value = rows[row: 0, name: column], !value.isEmpty {
        holder.append("\(what) \(value)")
      }
    }
    self.slot = Slot(
      type: rows[row: 0, name: "slot_type"] ?? "", plugin: rows[row: 0, name: "plugin"],
      database: rows[row: 0, name: "database"], isActive: rows.bool(0, "active") ?? false,
      holder: holder.joined(separator: ", "),
      retained: rows.int(0, "retained_bytes").map { bytes in
        "\(bytes) bytes (\(rows[row: 0, name: "retained"] ?? "")) of WAL"
      } ?? "no WAL")
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
