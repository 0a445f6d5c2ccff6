import Catalog
import Postgres

extension FactQuery {
  /// The families that this role may not read.
  static func rights(_ version: Int) -> FactQuery {
    FactQuery(.rights, PackageResources.rights_sql, version: version) { rows, facts in
      guard rows.count == 1 else { return }
      if rows.bool(0, "waldir") == false { walDirectory(version).deny(&facts) }
      if rows.bool(0, "hba") == false { accessLines(version).deny(&facts) }
    }
  }

  /// This role.
  static func role(_ version: Int) -> FactQuery {
    FactQuery(.role, PackageResources.role_sql, version: version) { rows, facts in
      guard rows.count == 1 else { return }
      func flag(_ name: String) -> Bool { rows.bool(0, name) ?? false }
      facts.server.role = Identifier(rows[row: 0, name: "role"] ?? "")
      facts.server.isSuperuser = flag("rolsuper")
      facts.server.mayReplicate = flag("rolreplication")
      facts.server.bypassesRowSecurity = flag("rolbypassrls")
      facts.server.mayCreateInDatabase = flag("db_create")
      facts.server.memberOf = rows.list(0, "member_of")
      facts.server.roleConnectionLimit = rows.int(0, "rolconnlimit") ?? -1
      facts.server.roleConnections = rows.int(0, "sessions") ?? 0
      facts.server.validUntil = rows[row: 0, name: "valid_until"]
      facts.server.validSeconds = rows.int(0, "valid_seconds")
    }
  }

  /// The lines of pg_hba.conf.
  static func accessLines(_ version: Int) -> FactQuery {
    FactQuery(
      .hba, PackageResources.hba_sql, version: version,
      right: "GRANT SELECT ON pg_catalog.pg_hba_file_rules TO $ROLE;"
        + " GRANT EXECUTE ON FUNCTION pg_catalog.pg_hba_file_rules() TO $ROLE;"
    ) { rows, facts in
      facts.accessLines = (0..<rows.count).map { row in
        AccessLine(
          number: rows.int(row, "line_number") ?? 0, type: rows[row: row, name: "type"] ?? "",
          databases: rows.list(row, "databases"), users: rows.list(row, "users"),
          address: rows[row: row, name: "address"], netmask: rows[row: row, name: "netmask"],
          method: rows[row: row, name: "auth_method"] ?? "",
          problem: rows[row: row, name: "error"])
      }
    }
  }
}
