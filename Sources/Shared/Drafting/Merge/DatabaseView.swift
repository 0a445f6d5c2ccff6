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
  /// The types of the columns, by table and number; empty offline.
  package var types: [UInt32: [Int: DataType]]

  /// Describes a database.
  package init(
    systemID: String?, database: String, streams: [StreamDraft], selected: Set<UInt32>,
    reasons: [QualifiedName: String] = [:], leftOut: [String] = [],
    types: [UInt32: [Int: DataType]] = [:]
  ) {
    self.systemID = systemID
    self.database = database
    self.streams = streams
    self.selected = selected
    self.reasons = reasons
    self.leftOut = leftOut
    self.types = types
  }

  /// The database as the lock remembers it.
  package init(_ lock: Lock) {
    let excluded = Set(lock.excluded.filter { $0.number == nil }.map(\.oid))
    self.init(
      systemID: lock.systemID, database: lock.database, streams: lock.streams,
      selected: Set(lock.streams.map(\.oid)).subtracting(excluded), leftOut: lock.leftOut ?? [])
  }
}
