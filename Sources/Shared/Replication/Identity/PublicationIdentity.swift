/// A row of a catalog: its OID and the transaction that wrote it. A row that was removed and came
/// back has another OID, one that was changed another `xmin`.
package struct CatalogRow: Sendable, Hashable, Codable {
  package var oid: UInt32
  package var xmin: UInt32

  /// Names a row.
  package init(oid: UInt32, xmin: UInt32) {
    self.oid = oid
    self.xmin = xmin
  }
}

/// A publication as its catalogs have it: which rows admit which tables.
package struct PublicationIdentity: Sendable, Equatable {
  /// Of `pg_publication`: changed by every ALTER PUBLICATION that sets an option.
  package var row: CatalogRow
  /// `FOR ALL TABLES`.
  package var isForAllTables = false
  /// Of `pg_publication_rel`, by the table's OID.
  package var tables: [UInt32: CatalogRow] = [:]
  /// The same of the tables that `FOR ALL TABLES EXCEPT` leaves out (19 and later).
  package var excepted: [UInt32: CatalogRow] = [:]
  /// Of `pg_publication_namespace`, by the schema's OID (15 and later).
  package var schemas: [UInt32: CatalogRow] = [:]

  /// A publication that names nothing yet.
  package init(row: CatalogRow) { self.row = row }

  /// The rows that admit a table: its own, those of its ancestors and of their schemas; the
  /// publication's where it is for all tables. Empty where it is not published.
  package func rows(admitting table: CatalogLook.Table) -> Set<CatalogRow> {
    let branch = [table.identity.oid] + table.ancestors
    if isForAllTables { return branch.contains { excepted[$0] != nil } ? [] : [row] }
    let members = branch.compactMap { tables[$0] }
    return Set(members + table.schemas.compactMap { schemas[$0] })
  }
}
