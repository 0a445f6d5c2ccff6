package import Postgres

/// A publication and what it publishes.
package struct PublicationFacts: Sendable {
  /// A published table.
  package struct Entry: Sendable {
    /// The published columns; empty where all are.
    package var columns: [Identifier]
    package var rowFilter: String?
  }

  package var oid: UInt32?
  package var owner = ""
  package var isForAllTables = false
  /// Operations that are not published.
  package var missingOperations: [String] = []
  package var isViaRoot = false
  package var tables: [QualifiedName: Entry] = [:]

  /// Publishes nothing.
  package init() {}
}
