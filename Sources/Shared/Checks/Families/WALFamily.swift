import Catalog
import Postgres

extension FactQuery {
  /// The position in the WAL.
  static func wal(_ version: Int) -> FactQuery {
    FactQuery(.wal, PackageResources.wal_sql, version: version) { rows, facts in
      guard rows.count == 1 else { return }
      facts.wal.position = rows.lsn(0, "lsn")
      facts.wal.seconds = rows.double(0, "seconds")
    }
  }

  /// WAL written since the statistics were reset.
  static func walStatistics(_ version: Int) -> FactQuery {
    FactQuery(.walStatistics, PackageResources.wal_statistics_sql, version: version) {
      rows, facts in
      guard rows.count == 1 else { return }
      facts.wal.countedBytes = rows.int(0, "bytes")
      facts.wal.countedSeconds = rows.double(0, "seconds")
    }
  }

  /// The size of pg_wal.
  static func walDirectory(_ version: Int) -> FactQuery {
    FactQuery(.walDirectory, PackageResources.wal_directory_sql, version: version) {
      rows, facts in
      guard rows.count == 1 else { return }
      facts.wal.files = rows.int(0, "files")
      facts.wal.directoryBytes = rows.int(0, "bytes")
    }
  }

  /// Sessions that receive WAL.
  static func senders(_ version: Int) -> FactQuery {
    FactQuery(.senders, PackageResources.senders_sql, version: version) { rows, facts in
      facts.senders = (0..<rows.count).map { row in
        SenderRow(
          pid: rows.int(row, "pid") ?? 0, user: rows[row: row, name: "usename"],
          application: rows[row: row, name: "application_name"],
          state: rows[row: row, name: "state"], syncState: rows[row: row, name: "sync_state"])
      }
    }
  }

  /// The physical slots that failover slots wait for.
  static func gate(_ version: Int) -> FactQuery {
    FactQuery(.gate, PackageResources.gate_sql, version: version) { rows, facts in
      facts.gate = (0..<rows.count).map { row in
        StandbySlot(
          name: rows[row: row, name: "name"] ?? "", exists: rows.bool(row, "present") ?? false,
          isActive: rows.bool(row, "active") ?? false)
      }
    }
  }
}
