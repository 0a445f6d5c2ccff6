package import Postgres

/// A publication and what it publishes.
package struct PublicationFacts: Sendable {
  /// A published table.
  package struct Entry: Sendable {
    /// The published columns; empty where all are.
    package var columns: [Identifier]
    package var rowFilter: String?
    /// The columns that the row filter or the column list names (from 15).
    package var filterColumns: [Identifier]

    /// Makes an entry.
    package init(
      columns: [Identifier] = [], rowFilter: String? = nil, filterColumns: [Identifier] = []
    ) {
      self.columns = columns
      self.rowFilter = rowFilter
      self.filterColumns = filterColumns
    }
  }

  package var oid: UInt32?
  package var owner = ""
  /// Whether this role owns it, by itself or by membership.
  package var isOwner = false
  package var isForAllTables = false
  /// Operations that are not published.
  package var missingOperations: [String] = []
  package var isViaRoot = false
  /// `none`, `stored` (from 18); nil before.
  package var generatedColumns: String?
  /// Whether it was made or changed after the slot's horizon: a suspicion, no proof.
  package var isNewerThanSlot = false
  package var tables: [QualifiedName: Entry] = [:]

  /// Publishes nothing.
  package init() {}
}
