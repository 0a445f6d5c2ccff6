/// One row of `pg_stat_replication_slots` (from 14).
package struct DecodingStatistics: Sendable {
  package var slot: String
  package var spilledTransactions: Int
  package var spilledBytes: Int

  /// Creates a row.
  package init(slot: String, spilledTransactions: Int, spilledBytes: Int) {
    self.slot = slot
    self.spilledTransactions = spilledTransactions
    self.spilledBytes = spilledBytes
  }
}
