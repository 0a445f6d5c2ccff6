package import Postgres

extension Table {
  /// The columns of the primary key, in the order of the key.
  package var primaryKey: [Column] {
    columns.filter { $0.primaryKeyPosition != nil }
      .sorted { ($0.primaryKeyPosition ?? 0) < ($1.primaryKeyPosition ?? 0) }
  }

  /// The columns that identify an old row in the stream: those of the primary key or of the
  /// chosen index, in its order; none with FULL, which sends the whole row, and none where
  /// nothing is sent.
  package var identityColumns: [Column] {
    switch replicaIdentity {
    case .default: hasImmediatePrimaryKey ? primaryKey : []
    case .index:
      columns.filter { $0.replicaIdentityPosition != nil }
        .sorted { ($0.replicaIdentityPosition ?? 0) < ($1.replicaIdentityPosition ?? 0) }
    case .full, .nothing: []
    }
  }

  /// The columns that name a row in events: those of the primary key, or, where that is not sent
  /// whole, of the chosen index; none where that is not either, or there is no primary key.
  ///
  /// - Parameter isSent: whether events contain a column.
  package func keyColumns(where isSent: (Column) -> Bool) -> [Column] {
    if primaryKey.allSatisfy(isSent) { return primaryKey }
    let other = replicaIdentity == .index ? identityColumns : []
    return other.allSatisfy(isSent) ? other : []
  }

  /// Whether UPDATE and DELETE keep working once the table is published with them.
  package var hasUsableReplicaIdentity: Bool {
    replicaIdentity == .full || !identityColumns.isEmpty
  }

  /// Whether the replica identity contains a stored generated column: from 18 the server refuses
  /// UPDATE and DELETE unless the publication publishes it.
  package var hasStoredInIdentity: Bool {
    (replicaIdentity == .full ? columns : identityColumns).contains { $0.generated == .stored }
  }

  /// The column of that name, compared byte for byte.
  package func column(named name: Identifier) -> Column? { columns.first { $0.name == name } }
}
