package import Postgres

/// A unique index that `REPLICA IDENTITY USING INDEX` would accept: valid, immediate, without
/// predicate or expressions, over columns that are all NOT NULL.
package struct UniqueKey: Sendable, Equatable {
  /// Name of the index; it lives in the schema of its table.
  package var index: Identifier
  /// Its key columns, in the order of the index.
  package var columns: [Identifier]

  /// Describes a key.
  package init(index: Identifier, columns: [Identifier]) {
    self.index = index
    self.columns = columns
  }
}
