package import Catalog
package import Postgres

/// What a database holds now, as `init` would write it.
package struct DatabaseView: Sendable {
  package var systemID: String?
  package var database: String
  /// Everything that can be streamed, whether it was selected or not.
  package var streams: [StreamDraft]
  /// The OIDs of the streams that the selection wants; others are looked at only where the file
  /// names them.
  package var selected: Set<UInt32>
  /// Why other tables cannot be streamed.
  package var reasons: [QualifiedName: String]
  /// The comments about tables that the selection leaves out.
  package var leftOut: [String]
  /// The columns by table, as the catalog has them; empty offline.
  package var columns: [UInt32: [Column]]

  /// Describes a database.
  package init(
    systemID: String?, database: String, streams: [StreamDraft], selected: Set<UInt32>,
    reasons: [QualifiedName: String] = [:], leftOut: [String] = [],
    columns: [UInt32: [Column]] = [:]
  ) {
    self.systemID = systemID
    self.database = database
    self.streams = streams
    self.selected = selected
    self.reasons = reasons
    self.leftOut = leftOut
    self.columns = columns
  }

  /// The type of a column; nil offline.
  func type(of number: Int, in table: UInt32) -> DataType? {
    columns[table]?.first { $0.number == number }?.type
  }

  /// The database as the lock remembers it.
  package init(_ lock: Lock) {
    let excluded = Set(lock.excluded.filter { $0.number == nil }.map(\.oid))
    self.init(
      systemID: lock.systemID, database: lock.database, streams: lock.streams,
      selected: Set(lock.streams.map(\.oid)).subtracting(excluded), leftOut: lock.leftOut ?? [])
  }
}
