package import Postgres
package import Replication

/// What became of a stream's table or of its place in the publication between two looks at the
/// catalog.
package enum StreamChange: Sendable, Equatable {
  /// The table has another name, and no other table has the old one.
  case renamed(to: QualifiedName)
  /// The name belongs to another table, with this OID: dropped and created again, or swapped.
  case replaced(by: UInt32)
  /// The table is gone, and no other has its name.
  case dropped
  /// The publication no longer admits the table.
  case unpublished
  /// The publication did not admit the table in between, or admits it by another row.
  case readmitted
  /// The publication was dropped and created again.
  case publicationReplaced
  /// An option of the publication was set: in between it may have published less.
  case publicationAltered
  /// This name of the file could be either of two columns: it went from one to the other.
  case columnUnclear(Identifier)
  /// A partition came or went, under `on_partition_change: stop`.
  case partition(PartitionChange)

  /// Whether rows may be missing because of it.
  package var losesRows: Bool {
    switch self {
    case .renamed, .dropped: false
    default: true
    }
  }

  /// Compares a stream with a later look. Pure.
  ///
  /// - Parameter publication: the row of the publication when the stream was recorded; nil if it is
  ///   not known.
  /// - Returns: what changed, the table's own fate before its publication's.
  package static func all(
    of stream: TrackedStream, publication: CatalogRow?, in look: CatalogLook
  ) -> [StreamChange] {
    let holder = look.table(named: stream.name)
    if let holder, holder.identity.oid != stream.table.oid {
      return [.replaced(by: holder.identity.oid)]
    }
    guard let table = look.table(stream.table.oid) else { return [.dropped] }
    let rename: [StreamChange] =
      table.identity.name == stream.name ? [] : [.renamed(to: table.identity.name)]
    return rename + membership(stream, table, publication, look)
  }

  private static func membership(
    _ stream: TrackedStream, _ table: CatalogLook.Table, _ publication: CatalogRow?,
    _ look: CatalogLook
  ) -> [StreamChange] {
    // A publication that is missing has a reason of its own.
    guard let now = look.publication else { return [] }
    if let publication, publication.oid != now.row.oid { return [.publicationReplaced] }
    if let publication, publication.xmin != now.row.xmin { return [.publicationAltered] }
    let rows = now.rows(admitting: table)
    if rows.isEmpty { return [.unpublished] }
    return rows.isDisjoint(with: stream.membership) ? [.readmitted] : []
  }
}
