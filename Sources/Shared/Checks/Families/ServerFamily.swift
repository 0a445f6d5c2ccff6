import Catalog
import Postgres

extension FactQuery {
  /// The server and the database.
  static func server(_ version: Int) -> FactQuery {
    FactQuery(.server, PackageResources.server_sql, version: version) { rows, facts in
      guard rows.count == 1 else { return }
      facts.server.banner = rows[row: 0, name: "banner"] ?? ""
      facts.server.isStandby = rows.bool(0, "standby") ?? false
      facts.server.database = rows[row: 0, name: "database"] ?? ""
      facts.server.encoding = rows[row: 0, name: "encoding"] ?? ""
      facts.server.databaseConnectionLimit = rows.int(0, "datconnlimit") ?? -1
      facts.server.collationRecorded = rows[row: 0, name: "collation_recorded"]
      facts.server.address = rows[row: 0, name: "address"]
      facts.server.tlsVersion = rows[row: 0, name: "tls"]
    }
  }

  /// Limits of connections, slots and senders, and their use.
  static func capacity(_ version: Int) -> FactQuery {
    FactQuery(.capacity, PackageResources.capacity_sql, version: version) { rows, facts in
      guard rows.count == 1 else { return }
      func number(_ name: String) -> Int { rows.int(0, name) ?? 0 }
      facts.server.maxSlots = number("max_slots")
      facts.server.usedSlots = number("used_slots")
      facts.server.maxSenders = number("max_senders")
      facts.server.usedSenders = number("used_senders")
      facts.server.maxConnections = number("max_connections")
      facts.server.usedConnections = number("used_connections")
      facts.server.databaseConnections = number("database_connections")
      facts.server.reservedConnections = number("reserved")
    }
  }

  /// What identifies a provider.
  static func marks(_ version: Int) -> FactQuery {
    FactQuery(.marks, PackageResources.marks_sql, version: version) { rows, facts in
      guard rows.count == 1 else { return }
      facts.server.isAurora = rows.bool(0, "aurora") ?? false
      facts.server.providerRoles = rows.list(0, "roles")
      facts.server.providerSchemas = rows.list(0, "schemas")
      let names = rows.list(0, "extensions")
      for (name, version) in zip(names, rows.list(0, "extension_versions")) {
        facts.server.extensions[name] = version
      }
    }
  }

  /// Collations that have changed since their indexes were built.
  static func collations(_ version: Int) -> FactQuery {
    FactQuery(.collations, PackageResources.collations_sql, version: version) { rows, facts in
      facts.collations = (0..<rows.count).map { row in
        CollationDrift(
          name: rows[row: row, name: "name"] ?? "",
          schema: rows[row: row, name: "schema"] ?? "",
          recorded: rows[row: row, name: "recorded"] ?? "",
          actual: rows[row: row, name: "actual"] ?? "")
      }
    }
  }
}
