/// How big a table is, as the server last estimated it.
package struct TableSize: Sendable, Equatable {
  /// nil if it was never analyzed.
  package var rows: Int?
  /// Bytes of the main fork.
  package var bytes: Int

  /// Describes a size.
  package init(rows: Int?, bytes: Int) {
    self.rows = rows
    self.bytes = bytes
  }
}

extension Table {
  /// The table's size; that of a partitioned table is that of its leaves.
  ///
  /// - Parameter all: the tables in which its partitions are looked up.
  package func size(among all: [Table]) -> TableSize {
    guard kind == .partitioned else { return TableSize(rows: estimatedRows, bytes: estimatedBytes) }
    let leaves = leaves(among: all)
    let rows = leaves.compactMap(\.estimatedRows)
    return TableSize(
      rows: rows.isEmpty ? nil : rows.reduce(0, +),
      bytes: leaves.reduce(0) { $0 + $1.estimatedBytes })
  }
}
