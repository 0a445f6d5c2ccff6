package import Postgres
package import Settings

/// A column as `init` means to write it.
package struct ColumnDraft: Sendable, Equatable, Codable {
  /// `attnum`, which stays through a rename.
  package var number: Int
  package var name: Identifier
  /// Why it is commented out; nil for a column.
  package var leftOut: String?
  /// The database's type with its modifiers, as `format_type` writes it.
  package var formatted: String
  package var databrewType: DatabrewType
  /// The `nativeConnectorType`.
  package var native: String
  package var pk: Bool
  package var nullable: Bool
  /// The comment behind the name, safe for YAML: the database's own comment.
  package var comment: String?
  /// The comment behind the native type, safe for YAML: modifiers, labels, hints.
  package var note: String?

  /// Both comments, for one line.
  var remark: String? {
    let parts = [comment, note].compactMap { $0 }
    return parts.isEmpty ? nil : parts.joined(separator: "; ")
  }

  /// Describes a column.
  package init(
    number: Int, name: Identifier, leftOut: String? = nil, formatted: String,
    databrewType: DatabrewType, native: String, pk: Bool = false, nullable: Bool = true,
    comment: String? = nil, note: String? = nil
  ) {
    self.number = number
    self.name = name
    self.leftOut = leftOut
    self.formatted = formatted
    self.databrewType = databrewType
    self.native = native
    self.pk = pk
    self.nullable = nullable
    self.comment = comment
    self.note = note
  }
}
