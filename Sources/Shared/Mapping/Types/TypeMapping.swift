package import Catalog
package import Postgres
package import Settings

/// The table PostgreSQL type -> databrewType (introspection.md, section 2) and what follows
/// from it.
package enum TypeMapping {
  /// The table, in the order in which it is printed; the first row that matches a type counts.
  package static let rows =
    TypeRow.plain + TypeRow.particular + TypeRow.made + TypeRow.arraysAndOthers

  /// What `init` writes for a column of some type.
  package struct Suggestion: Sendable, Equatable {
    package var type: DatabrewType
    /// The `nativeConnectorType`.
    package var native: String
    /// What to say beside it, raw: modifiers that `native` leaves out, enum labels, hints; nil
    /// where there is nothing.
    package var note: String?
  }

  /// The suggestion for a type: always one that represents every value it can.
  ///
  /// - Parameter defaultSchema: types of this schema are named without it.
  package static func databrewType(
    for type: DataType, defaultSchema: Identifier = "public"
  ) -> Suggestion {
    guard let row = rows.first(where: { $0.matches(type) }) else {
      preconditionFailure("the last row matches every type")
    }
    return Suggestion(
      type: row.databrewType, native: NativeName.text(of: type, defaultSchema: defaultSchema),
      note: note(on: type, row))
  }

  private static func note(on type: DataType, _ row: TypeRow) -> String? {
    var parts: [String] = []
    if type.isDomain {
      parts.append("domain \(type.formatted)")
    } else if type.typmod >= 0 {
      parts.append(type.formatted)
    }
    if !type.enumLabels.isEmpty {
      parts.append("enum: " + type.enumLabels.joined(separator: ", "))
    }
    if let comment = row.comment { parts.append(comment) }
    return parts.isEmpty ? nil : parts.joined(separator: "; ")
  }
}
