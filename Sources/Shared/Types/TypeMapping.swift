package import Catalog
package import Postgres
package import Settings

/// The table PostgreSQL type -> databrewType (docs/reference/types.md) and what follows from it.
package enum TypeMapping {
  /// The table, in the order in which it is printed; the first row that matches a type counts.
  package static let rows =
    TypeRow.plain + TypeRow.particular + TypeRow.composed + TypeRow.arraysAndOthers

  /// Whether the table has a line for the type, so that more than its text is known.
  package static func hasRow(for type: DataType) -> Bool {
    guard let row = rows.first(where: { $0.matches(type) }) else { return false }
    if case .anything = row.match { return false }
    // An array is known where its elements are.
    guard let element = type.element?.base, case .anyArray = row.match else { return true }
    return element.isBuiltIn || type.element?.baseKind != UInt8(ascii: "b")
  }

  /// What `init` writes for a column of some type.
  package struct Suggestion: Sendable, Equatable {
    package var type: DatabrewType
    /// The `nativeConnectorType`.
    package var native: String
    /// What to say beside it, raw: modifiers that `native` leaves out, enum labels, hints; nil
    /// where there is nothing.
    package var note: String?
  }

  /// What to write for a type: unless something else is wanted, what represents every value.
  ///
  /// - Parameters:
  ///   - defaultSchema: types of this schema are named without it.
  ///   - numeric: what becomes of `numeric`.
  ///   - wanted: the databrewType that the user chose.
  package static func databrewType(
    for type: DataType, defaultSchema: Identifier = "public",
    numeric: SelectionFlags.Numeric = .exact, wanted: DatabrewType? = nil
  ) -> Suggestion {
    guard let row = rows.first(where: { $0.matches(type) }) else {
      preconditionFailure("the last row matches every type")
    }
    let chosen = wanted ?? numericType(numeric, type, row) ?? row.databrewType
    let remark = chosen == row.databrewType ? row.comment : self.remark(on: chosen, over: type)
    return Suggestion(
      type: chosen, native: NativeName.text(of: type, defaultSchema: defaultSchema),
      note: note(on: type, remark))
  }

  /// The mapping of `numeric` under another choice than the exact one; nil if that changes nothing.
  private static func numericType(
    _ numeric: SelectionFlags.Numeric, _ type: DataType, _ row: TypeRow
  ) -> DatabrewType? {
    switch numeric {
    case .exact: return nil
    case .string: return type.base.isBuiltIn("numeric") ? .string : nil
    case .float:
      if type.base.isBuiltIn("numeric") { return row.databrewType == .string ? .float64 : nil }
      return type.element?.base.isBuiltIn("numeric") ?? false ? .list(.float64) : nil
    }
  }

  /// What to know of a databrewType that is not the exact one.
  private static func remark(on chosen: DatabrewType, over type: DataType) -> String? {
    switch classification(of: chosen, over: type) {
    case .exact: nil
    case .narrowing: "narrower: what is no \(chosen.name) goes to on_overflow"
    case .lossy: "lossy: a reader of \(chosen.name) loses part of some values"
    case .incompatible: "incompatible"
    }
  }

  private static func note(on type: DataType, _ remark: String?) -> String? {
    var parts: [String] = []
    if type.isDomain {
      parts.append("domain \(type.formatted)")
    } else if type.typmod >= 0 {
      parts.append(type.formatted)
    }
    if !type.enumLabels.isEmpty {
      parts.append("enum: " + type.enumLabels.joined(separator: ", "))
    }
    if let remark { parts.append(remark) }
    return parts.isEmpty ? nil : parts.joined(separator: "; ")
  }
}
