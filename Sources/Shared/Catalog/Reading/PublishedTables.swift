package import Postgres

/// What a publication sends: its tables, with column lists and row filters.
package struct PublishedTables: Sendable, Equatable {
  package var name: Identifier
  /// By the table's OID; a table or a partition that the stream names.
  package var members: [UInt32: Member]
  /// Whether stored generated columns are sent without a column list, too (from 18).
  package var publishesStored = false

  /// What of a table is sent.
  package struct Member: Sendable, Equatable {
    /// The numbers of the columns; nil for all.
    package var columns: Set<Int>?
    /// The row filter, raw; nil for all rows.
    package var filter: String?

    /// Describes what is sent.
    package init(columns: Set<Int>? = nil, filter: String? = nil) {
      self.columns = columns
      self.filter = filter
    }
  }

  /// Names a publication and its tables.
  package init(name: Identifier, members: [UInt32: Member]) {
    self.name = name
    self.members = members
  }

  /// Whether a column is sent.
  package func holds(_ column: Column, of table: Table) -> Bool {
    members[table.oid].map { $0.columns?.contains(column.number) ?? true } ?? false
  }
}

extension PublishedTables {
  /// Whether a stored generated column is sent: only a list of columns or an option does that.
  package func sends(generated column: Column, of table: Table) -> Bool {
    guard column.generated == .stored, let member = members[table.oid] else { return false }
    return member.columns?.contains(column.number) ?? publishesStored
  }

  /// A publication as the catalog keeps it.
  struct Declaration {
    var name: Identifier
    /// `FOR ALL TABLES`.
    var isForAllTables: Bool
    /// `publish_via_partition_root`.
    var viaRoot: Bool
    /// `FOR TABLES IN SCHEMA`.
    var schemas: Set<Identifier> = []
    /// `FOR TABLE`, by OID.
    var tables: [UInt32: Member] = [:]
    /// `EXCEPT (TABLE …)`: never a partition, but with a partitioned table all of its partitions.
    var excepted: Set<UInt32> = []
    /// `publish_generated_columns = stored`.
    var publishesStored = false
  }

  /// What a publication declares, spelled out: partitioned tables represent their partitions, or
  /// with `publish_via_partition_root` partitions for their topmost published ancestor.
  init(_ declaration: Declaration, among all: [Table]) {
    let byOID = Dictionary(all.map { ($0.oid, $0) }) { first, _ in first }
    let named = Set(
      all.filter { table in
        let isWhole = declaration.isForAllTables || declaration.schemas.contains(table.name.schema)
        let canBe =
          (table.kind == .table || table.kind == .partitioned) && table.persistence == .permanent
          && !declaration.excepted.contains(table.root?.oid ?? table.oid)
        return declaration.tables[table.oid] != nil || isWhole && canBe
      }.map(\.oid))
    /// Whether an ancestor of a partition is published.
    func hasNamedAncestor(_ table: Table) -> Bool {
      var current = table
      while current.isPartition, let parent = current.parents.first.flatMap({ byOID[$0.oid] }) {
        if named.contains(parent.oid) { return true }
        current = parent
      }
      return false
    }
    let sent = all.filter { table in
      if declaration.viaRoot { return named.contains(table.oid) && !hasNamedAncestor(table) }
      return table.kind == .table && (named.contains(table.oid) || hasNamedAncestor(table))
    }
    self.init(
      name: declaration.name,
      members: Dictionary(
        sent.map { ($0.oid, declaration.tables[$0.oid] ?? Member()) }
      ) { first, _ in first })
    publishesStored = declaration.publishesStored
  }
}
