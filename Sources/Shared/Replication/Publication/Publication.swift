package import Postgres

/// A publication and what it publishes.
package struct Publication: Sendable {
  /// A published table, as `pg_publication_tables` has it: a partition may stand for its root.
  package struct Entry: Sendable {
    /// The published columns; empty where the server's version has no column lists.
    package var columns: [Identifier]
    package var rowFilter: String?

    /// Makes an entry.
    package init(columns: [Identifier] = [], rowFilter: String? = nil) {
      self.columns = columns
      self.rowFilter = rowFilter
    }
  }

  /// A table that the publication names by itself, as its statement says.
  package struct Member: Sendable, Equatable {
    /// The column list; empty where there is none.
    package var columns: [Identifier]
    package var rowFilter: String?
    /// The columns that the row filter names.
    package var filterColumns: [Identifier]

    /// Makes a member.
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
  /// Whether it names schemas (from 15).
  package var isForSchemas = false
  /// Whether it names nothing at all.
  package var isEmpty = false
  /// Operations that are not published.
  package var missingOperations: [String] = []
  package var isViaRoot = false
  /// `none`, `stored` (from 18); nil before.
  package var generatedColumns: String?
  /// Whether it was made or changed after the slot's horizon: a suspicion, no proof.
  package var isNewerThanSlot = false
  package var tables: [QualifiedName: Entry] = [:]
  /// The tables that it names one by one.
  package var members: [QualifiedName: Member] = [:]

  /// Publishes nothing.
  package init() {}
}
