import Catalog
package import Postgres
package import Settings

/// Asks the server for all facts, in few round trips, changing nothing.
package enum FactGatherer {
  /// - Parameters:
  ///   - parameters: with the transport rules applied.
  ///   - slot, publication: the names that will be used; nil where none is known.
  package static func gather(
    _ parameters: ConnectionParameters, configuration: Configuration?, slot: String?,
    publication: String?
  ) -> Facts {
    var facts = Facts()
    facts.host = parameters.effective("host") ?? ""
    facts.port = parameters.effective("port") ?? "5432"
    facts.isLocal = parameters.isLocal
    facts.sslmode = parameters.written("sslmode")
    facts.configuration = configuration
    facts.slot = slot
    facts.publicationName = publication
    (facts.provider, facts.providerEvidence) = Provider.fromHost(facts.host)
    do {
      let session = try Connection.open(parameters, applicationName: "blink-doctor")
      do {
        try read(session, into: &facts)
      } catch {
        facts.readError = error
      }
    } catch {
      facts.connectionError = error
      return facts
    }
    do {
      let replication = try Connection.open(
        parameters, applicationName: "blink-doctor", replication: true)
      try replication.query("IDENTIFY_SYSTEM")
    } catch let error as ConnectionError {
      facts.replicationError = error
    } catch {
      facts.replicationError = ConnectionError(.replicationRefused, message: "\(error)")
    }
    return facts
  }

  private static func read(
    _ session: borrowing Connection, into facts: inout Facts
  ) throws(ServerError) {
    try session.script(
      """
      SET default_transaction_read_only = on; SET statement_timeout = 15000;
      SET lock_timeout = 2000; SET search_path = ''
      """)
    facts.server.version = session.serverVersion
    facts.server.isEncrypted = session.isEncrypted
    readServer(try session.query(SQL.server), &facts.server)
    let settings = try session.query(SQL.settings)
    for row in 0..<settings.count {
      facts.server.settings[settings[row: row, name: "name"] ?? ""] = ServerFacts.Setting(
        value: settings[row: row, name: "setting"] ?? "",
        isPendingRestart: settings.bool(row, "pending_restart") ?? false)
    }
    (facts.provider, facts.providerEvidence) = Provider.detect(facts.server, host: facts.host)
    facts.slots = slots(try session.query(SQL.slots))
    facts.blockers = blockers(try session.query(SQL.blockers))
    if let name = facts.publicationName {
      facts.publication = publication(try session.query(SQL.publication, [name]))
    }
    guard let streams = facts.configuration?.streams, !streams.isEmpty else { return }
    let names = streams.map(\.table)
    let lists = [
      ArrayLiteral.text(names.map(\.schema.text)), ArrayLiteral.text(names.map(\.name.text)),
    ]
    readStreams(try session.query(SQL.streams, lists), &facts)
    readLeaves(try session.query(SQL.leaves, lists), &facts)
    for table in try Introspection.tables(on: session, names: names) {
      facts.tables[table.name] = table
    }
  }

  private static func readServer(_ rows: Rows, _ server: inout ServerFacts) {
    guard rows.count == 1 else { return }
    func flag(_ name: String) -> Bool { rows.bool(0, name) ?? false }
    func number(_ name: String) -> Int { rows.int(0, name) ?? 0 }
    func list(_ name: String) -> [String] { (rows.texts(0, name) ?? []).compactMap { $0 } }
    server.banner = rows[row: 0, name: "banner"] ?? ""
    server.isStandby = flag("standby")
    server.database = rows[row: 0, name: "database"] ?? ""
    server.role = Identifier(rows[row: 0, name: "role"] ?? "")
    server.isSuperuser = flag("rolsuper")
    server.mayReplicate = flag("rolreplication")
    server.mayCreateInDatabase = flag("db_create")
    server.memberOf = list("member_of")
    server.maxSlots = number("max_slots")
    server.usedSlots = number("used_slots")
    server.maxSenders = number("max_senders")
    server.usedSenders = number("used_senders")
    server.isAurora = flag("aurora")
    server.providerRoles = list("provider_roles")
  }

  private static func slots(_ rows: Rows) -> [SlotRow] {
    (0..<rows.count).map { row in
      var slot = SlotRow()
      slot.name = rows[row: row, name: "slot_name"] ?? ""
      slot.type = rows[row: row, name: "slot_type"] ?? ""
      slot.plugin = rows[row: row, name: "plugin"]
      slot.database = rows[row: row, name: "database"]
      slot.isActive = rows.bool(row, "active") ?? false
      slot.activePID = rows.int(row, "active_pid")
      let holder = [rows[row: row, name: "application_name"], rows[row: row, name: "held_by"]]
      slot.holder = holder.compactMap { $0 }.joined(separator: ", ")
      slot.isTemporary = rows[row: row, name: "temporary"] == "true"
      slot.walStatus = rows[row: row, name: "wal_status"]
      slot.safeWALSize = rows.int(row, "safe_wal_size")
      slot.confirmed = rows.lsn(row, "confirmed_flush_lsn")
      slot.retainedBytes = rows.int(row, "retained_bytes")
      slot.lagBytes = rows.int(row, "lag_bytes")
      return slot
    }
  }

  private static func blockers(_ rows: Rows) -> [Facts.Blocker] {
    (0..<rows.count).map { row in
      let gid = rows[row: row, name: "gid"]
      let database = rows[row: row, name: "database"] ?? "?"
      let who =
        gid.map { "prepared transaction '\($0)'" } ?? "pid \(rows[row: row, name: "pid"] ?? "?")"
      let role = rows[row: row, name: "role"].map { " of \($0)" } ?? ""
      let age = rows[row: row, name: "age"].map { ", open for \($0)" } ?? ""
      return Facts.Blocker(
        description: "\(who)\(role) in \(database)\(age)", gid: gid, database: database)
    }
  }

  private static func publication(_ rows: Rows) -> PublicationFacts? {
    guard rows.count > 0 else { return nil }
    var facts = PublicationFacts()
    facts.oid = rows[row: 0, name: "oid"].flatMap { UInt32($0) }
    facts.owner = rows[row: 0, name: "owner"] ?? ""
    facts.isForAllTables = rows.bool(0, "puballtables") ?? false
    facts.isViaRoot = rows[row: 0, name: "pubviaroot"] == "true"
    for (column, operation) in [
      ("pubinsert", "insert"), ("pubupdate", "update"), ("pubdelete", "delete"),
    ] where rows.bool(0, column) == false {
      facts.missingOperations.append(operation)
    }
    if rows[row: 0, name: "pubtruncate"] == "false" { facts.missingOperations.append("truncate") }
    for row in 0..<rows.count {
      guard let schema = rows[row: row, name: "schemaname"],
        let name = rows[row: row, name: "tablename"]
      else { continue }
      let columns = (rows.texts(row, "columns") ?? []).compactMap { name in
        name.map { Identifier($0) }
      }
      facts.tables[QualifiedName(schema: Identifier(schema), name: Identifier(name))] =
        PublicationFacts.Entry(columns: columns, rowFilter: rows[row: row, name: "row_filter"])
    }
    return facts
  }

  private static func readStreams(_ rows: Rows, _ facts: inout Facts) {
    for row in 0..<rows.count {
      let name = QualifiedName(
        schema: Identifier(rows[row: row, name: "schema"] ?? ""),
        name: Identifier(rows[row: row, name: "name"] ?? ""))
      if rows.bool(row, "rows_hidden") == true { facts.hiddenRows.insert(name) }
      if let near = rows.texts(row, "did_you_mean") {
        facts.suggestions[name] = near.compactMap { $0 }
      }
    }
  }

  private static func readLeaves(_ rows: Rows, _ facts: inout Facts) {
    for row in 0..<rows.count {
      func name(_ schema: String, _ table: String) -> QualifiedName {
        QualifiedName(
          schema: Identifier(rows[row: row, name: schema] ?? ""),
          name: Identifier(rows[row: row, name: table] ?? ""))
      }
      facts.leaves[name("root_schema", "root_name"), default: []].append(
        Facts.Leaf(
          table: name("schema", "name"), identity: rows[row: row, name: "identity"] ?? ""))
    }
  }
}
