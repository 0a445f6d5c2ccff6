package import Events
package import Postgres

/// One table of a snapshot: the statement that reads it and the encoder of its rows.
package struct SnapshotTable: Sendable {
  package let stream: String
  package let statement: String
  package let encoder: EventEncoder

  /// - Parameters:
  ///   - columns: in the order of the rows.
  ///   - isPlain: whether it is an ordinary table; a partitioned one has no rows of its own.
  ///   - filter: the publication's row filter, which the stream obeys too.
  package init(
    stream: String, table: QualifiedName, columns: [Identifier], isPlain: Bool, filter: String?,
    encoder: EventEncoder
  ) {
    self.stream = stream
    self.encoder = encoder
    let list = columns.map(\.quoted).joined(separator: ", ")
    if isPlain && filter == nil {
      // COPY of a table reads that table alone, as the stream names inheritance children apart.
      statement = "COPY \(table.quoted) (\(list)) TO STDOUT"
    } else {
      let only = isPlain ? "ONLY " : ""
      let condition = filter.map { " WHERE \($0)" } ?? ""
      statement = "COPY (SELECT \(list) FROM \(only)\(table.quoted)\(condition)) TO STDOUT"
    }
  }
}
