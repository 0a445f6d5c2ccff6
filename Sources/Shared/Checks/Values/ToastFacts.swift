package import Postgres

/// Columns whose values an UPDATE that does not touch them leaves out, where they are large.
package struct ToastFacts: Sendable {
  package var columns: [Identifier]
  /// Bytes stored outside the rows now.
  package var bytes: Int

  /// Makes them.
  package init(columns: [Identifier], bytes: Int) {
    self.columns = columns
    self.bytes = bytes
  }
}
