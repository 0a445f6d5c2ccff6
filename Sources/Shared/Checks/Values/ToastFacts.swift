package import Postgres

/// Columns whose large values an UPDATE that does not touch them leaves out.
package struct ToastFacts: Sendable {
  package var columns: [Identifier]
  /// Bytes stored outside the rows.
  package var bytes: Int

  /// Makes them.
  package init(columns: [Identifier], bytes: Int) {
    self.columns = columns
    self.bytes = bytes
  }
}
