import Postgres

/// What the user deleted from the file, as far as it is still in the database: by OID and
/// attribute number where those mean the same, else by name.
struct Exclusions {
  private let isSameDatabase: Bool
  private let oids: Set<UInt32>
  private let byOID: [UInt32: [Lock.Exclusion]]
  private let byName: [QualifiedName: [Lock.Exclusion]]

  init(_ situation: Situation) {
    let entries = situation.lock?.excluded ?? []
    isSameDatabase = situation.isSameDatabase
    oids = Set(situation.database.streams.map(\.oid))
    byOID = Dictionary(grouping: entries) { $0.oid }
    byName = Dictionary(grouping: entries) { $0.table }
  }

  /// Whether a table stays away.
  func contains(_ table: StreamDraft) -> Bool { entries(table).contains { $0.number == nil } }

  /// Whether a column stays away.
  func contains(_ column: ColumnDraft, of table: StreamDraft) -> Bool {
    entries(table).contains { entry in
      guard let number = entry.number else { return false }
      let isByNumber = isSameDatabase && entry.oid == table.oid
      if isByNumber, table.columns.contains(where: { $0.number == number }) {
        return number == column.number
      }
      return entry.column == column.name
    }
  }

  private func entries(_ table: StreamDraft) -> [Lock.Exclusion] {
    let named = byName[table.name] ?? []
    guard isSameDatabase else { return named }
    // A name that another table has taken counts only where the old one is gone.
    return (byOID[table.oid] ?? [])
      + named.filter { $0.oid != table.oid && !oids.contains($0.oid) }
  }
}
