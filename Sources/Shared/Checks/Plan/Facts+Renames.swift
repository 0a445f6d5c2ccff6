import Catalog
import Postgres
import Replication
import Start

/// What earlier runs and `init` know of names: OIDs and attribute numbers outlive them.
extension Facts {
  /// The name that a missing table has now; nil if nothing is known of it, or it is gone.
  func newName(of table: QualifiedName) -> QualifiedName? {
    let known = isSameCluster(options.knownSystemID) ? options.knownTables[table] : nil
    let oids = [tracked.first { $0.name == table }?.table.oid, known].compactMap { $0 }
    return oids.lazy.compactMap { look?.table($0)?.identity.name }.first { $0 != table }
  }

  /// The number of the column that had this name; nil if that is not known.
  func knownNumber(of column: Identifier, in table: Table) -> Int? {
    tracked.first { $0.table.oid == table.oid }?.table.columns.last { $0.name == column }?.number
  }

  /// The state's streams, if it is of this cluster.
  private var tracked: [TrackedStream] {
    isSameCluster(state?.systemID) ? state?.tracked ?? [] : []
  }

  private func isSameCluster(_ systemID: String?) -> Bool {
    systemID != nil && systemID == replication?.identity.systemID
  }
}
