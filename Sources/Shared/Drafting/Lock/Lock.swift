package import Catalog
package import Postgres

/// What `init` last wrote for which database: the base of the next merge. To be committed beside
/// the configuration, as `.blink/<file stem>.lock.json`.
package struct Lock: Sendable, Equatable, Codable {
  package var version = 1
  /// The version of the tool that wrote it.
  package var tool: String
  /// `server_version_num`.
  package var serverVersion: Int
  /// `pg_control_system().system_identifier`; nil if the server does not report it.
  package var systemID: String?
  package var database: String
  /// What of the database was wanted: a run without flags wants the same.
  package var selection: SelectionFlags
  /// What the user deleted from the file: it stays away.
  package var excluded: [Exclusion] = []
  /// Every stream of the file, including those that are commented out.
  package var streams: [StreamDraft]

  /// The comments about tables that are left out; nil where an earlier version wrote the lock.
  package var leftOut: [String]?

  /// Names that the user keeps although what bore them is gone, and that something excluded bears
  /// now; nil where there are none.
  package var kept: [Kept]?

  /// A stream of the file, or one column of it.
  package struct Kept: Sendable, Equatable, Hashable, Codable {
    package var table: QualifiedName
    /// Nil for the whole stream.
    package var column: Identifier?

    /// Names a stream or a column.
    package init(table: QualifiedName, column: Identifier? = nil) {
      self.table = table
      self.column = column
    }
  }

  /// A table, or one column of it, that the user does not want.
  package struct Exclusion: Sendable, Equatable, Codable {
    package var oid: UInt32
    package var table: QualifiedName
    /// `attnum`; nil for the whole table.
    package var number: Int?
    package var column: Identifier?

    /// Names a table or a column.
    package init(
      oid: UInt32, table: QualifiedName, number: Int? = nil, column: Identifier? = nil
    ) {
      self.oid = oid
      self.table = table
      self.number = number
      self.column = column
    }
  }

  /// Describes what was written.
  package init(
    tool: String, serverVersion: Int, systemID: String?, database: String,
    selection: SelectionFlags = SelectionFlags(), streams: [StreamDraft] = [],
    excluded: [Exclusion] = []
  ) {
    self.tool = tool
    self.serverVersion = serverVersion
    self.systemID = systemID
    self.database = database
    self.selection = selection
    self.streams = streams
    self.excluded = excluded
  }

  /// Whether OIDs of the lock mean the same tables in the other database.
  package func isSameDatabase(as systemID: String?, _ database: String) -> Bool {
    self.systemID != nil && self.systemID == systemID && self.database == database
  }
}
