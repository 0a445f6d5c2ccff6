package import Diagnostics

/// A difference between a file and a database, as `diff` reports it.
package struct Change: Sendable, Equatable {
  package var weight: Weight
  package var kind: Kind
  /// The stream as the file writes it, or the table.
  package var stream: String
  package var column: String?
  /// The file's value; nil if there is none.
  package var file: String?
  /// What the database has; nil if it has nothing.
  package var database: String?
  /// Nil if the file does not name it.
  package var location: SourceLocation?

  /// How much a difference matters; `class` in JSON.
  package enum Weight: String, Sendable, CaseIterable {
    /// Nothing that is streamed changes.
    case compatible
    /// The database can hold values that the file does not expect.
    case widening
    /// What the file says is no longer true.
    case breaking
    /// Comments and the like.
    case cosmetic
    /// Something that the file never named.
    case unlisted

    /// Whether `diff` ends with 2 because of it.
    package var isDrift: Bool { self == .compatible || self == .widening || self == .breaking }
  }

  /// What differs.
  package enum Kind: String, Sendable, CaseIterable {
    case tableMissing = "table-missing"
    case tableRenamed = "table-renamed"
    case tableAdded = "table-added"
    case tableUnlisted = "table-unlisted"
    case identityLost = "replica-identity-lost"
    case columnMissing = "column-missing"
    case columnRenamed = "column-renamed"
    case columnAdded = "column-added"
    case columnUnlisted = "column-unlisted"
    case columnUnreadable = "column-unreadable"
    case typeWidened = "type-widened"
    case typeChanged = "type-changed"
    case overrideIncompatible = "override-incompatible"
    case keyChanged = "key-changed"
    case nullable = "nullable-changed"
    case comment = "comment-changed"
  }
}
