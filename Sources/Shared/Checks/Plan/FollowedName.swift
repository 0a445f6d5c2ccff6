package import Postgres
import Replication
import Settings
import Start

/// A name of the file that the pipeline's state knows by number: the table or the column has another
/// name now, or the column was dropped. The run goes on; the file has yet to follow.
package struct FollowedName: Sendable, Equatable {
  /// The stream's table as the file names it.
  package var stream: QualifiedName
  /// The column as the file names it; nil for the table itself.
  package var column: Identifier?
  /// The name it has now; nil for a column that was dropped.
  package var now: String?

  /// Follows what the state knows.
  ///
  /// - Parameters:
  ///   - streams: as the file has them.
  ///   - tracked: what the state knows of them, on this cluster.
  ///   - look: by the names of the file and the OIDs of the state.
  /// - Returns: the streams in the same order with the names of now, without dropped columns, and what
  ///   was followed.
  static func follow(
    _ streams: [StreamSettings], _ tracked: [TrackedStream], in look: CatalogLook
  ) -> (streams: [StreamSettings], followed: [FollowedName]) {
    var followed: [FollowedName] = []
    let names = Set(streams.map(\.table))
    let all = streams.map { stream -> StreamSettings in
      // Where the name is another table's, the stream is a gap.
      guard let known = tracked.first(where: { $0.name == stream.table }),
        let table = look.table(known.table.oid)?.identity,
        look.table(named: stream.table).map({ $0.identity.oid == table.oid }) ?? true,
        table.name == stream.table || !names.contains(table.name)
      else { return stream }
      var result = stream
      if table.name != stream.table {
        result.table = table.name
        followed.append(FollowedName(stream: stream.table, now: table.name.description))
      }
      let live = Dictionary(table.columns.map { ($0.number, $0.name) }) { $1 }
      let wanted = Set(stream.columns.map(\.name))
      result.columns = stream.columns.compactMap { column in
        guard !table.columns.contains(where: { $0.name == column.name }),
          let number = known.number(of: column.name)
        else { return column }
        let now = live[number]
        if let now, wanted.contains(now) { return column }
        // Without its key a row cannot be told from others.
        if now == nil, column.pk { return column }
        followed.append(FollowedName(stream: stream.table, column: column.name, now: now?.text))
        guard let now else { return nil }
        var result = column
        result.name = now
        return result
      }
      return result
    }
    return (all, followed)
  }
}
