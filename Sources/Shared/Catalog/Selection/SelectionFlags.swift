/// Everything on the command line that decides what `init` writes of a database: kept, so that
/// a run without flags decides the same.
package struct SelectionFlags: Sendable, Equatable, Codable {
  package var schemas: [NamePattern] = []
  package var tables: [NamePattern] = []
  package var excludedTables: [NamePattern] = []
  package var excludedColumns: [ColumnPattern] = []
  /// Exactly the tables of this publication.
  package var fromPublication: String?
  package var partitions = Partitions.root
  package var numeric = Numeric.exact
  /// The last one that matches a column counts.
  package var overrides: [TypeOverride] = []
  /// Writes tables without a usable replica identity like the others.
  package var includesKeyless = false
  package var comments = Comments.brief
  /// Whether a column is one line, in flow style; nil in a lock of an earlier version: it is not.
  package var compact: Bool?

  /// What is a stream of a partitioned table.
  package enum Partitions: String, Sendable, Codable, CaseIterable {
    /// The table as a whole (from PostgreSQL 13; before, `leaves` is all there is).
    case root
    /// Each of its partitions.
    case leaves
  }

  /// What becomes of `numeric`.
  package enum Numeric: String, Sendable, Codable, CaseIterable {
    /// Integers where they always fit, else String.
    case exact
    /// Integers where they always fit, else Float64.
    case float
    /// Always String.
    case string
  }

  /// How many comments to write.
  package enum Comments: String, Sendable, Codable, CaseIterable {
    /// Only what a commented-out table needs.
    case none
    case brief
    /// Also rows and sizes, as the server estimates them.
    case full
  }

  /// What a command line without any of them says.
  package init() {}

  /// Whether a column is excluded.
  package func excludes(_ column: Column, of table: Table) -> Bool {
    excludedColumns.contains { $0.matches(column.name, of: table.name) }
  }

  /// The databrewType that was asked for, by name; nil if none was.
  package func override(for column: Column, of table: Table) -> String? {
    overrides.last { $0.columns.matches(column.name, of: table.name) }?.type
  }
}
