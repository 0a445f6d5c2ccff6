import Postgres
import Replication

extension FactQuery {
  /// Every slot.
  static func slots(_ version: Int) -> FactQuery {
    FactQuery(.slots, ReplicationSlot.statement(named: nil, version: version)) { rows, facts in
      facts.slots = ReplicationSlot.read(rows, role: facts.server.role)
    }
  }

  /// The transactions that a new slot waits for.
  static func blockers(_ version: Int) -> FactQuery {
    FactQuery(.blockers, WriteBlocker.statement(version: version)) { rows, facts in
      facts.blockers = WriteBlocker.read(rows, role: facts.server.role)
    }
  }

  /// How much logical decoding spilled to disk.
  static func decoding(_ version: Int) -> FactQuery {
    FactQuery(.decoding, PackageResources.decoding_sql, version: version) { rows, facts in
      facts.decoding = (0..<rows.count).map { row in
        DecodingStatistics(
          slot: rows[row: row, name: "slot_name"] ?? "",
          spilledTransactions: rows.int(row, "spill_txns") ?? 0,
          spilledBytes: rows.int(row, "spill_bytes") ?? 0)
      }
    }
  }
}
