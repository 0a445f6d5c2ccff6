package import Catalog
package import Postgres

/// A stream as `init` means to write it.
package struct StreamDraft: Sendable, Equatable, Codable {
  /// `pg_class.oid`, which stays through a rename.
  package var oid: UInt32
  package var name: QualifiedName
  /// The comment above it, safe for a comment, without estimates.
  package var heading: String
  /// Rows and size for the heading; nil unless they were asked for.
  package var estimates: String?
  /// What keeps UPDATE and DELETE from working once the table is published.
  package var gap: IdentityGap?
  /// Whether it is a stream, not a comment.
  package var isActive: Bool
  package var columns: [ColumnDraft]

  /// Describes a stream.
  package init(
    oid: UInt32, name: QualifiedName, heading: String, estimates: String? = nil,
    gap: IdentityGap? = nil, isActive: Bool = true, columns: [ColumnDraft]
  ) {
    self.oid = oid
    self.name = name
    self.heading = heading
    self.estimates = estimates
    self.gap = gap
    self.isActive = isActive
    self.columns = columns
  }
}
