/// A column's type, with domains unwrapped down to what is stored.
package struct DataType: Sendable, Equatable {
  /// The column's own type: the domain where it is one.
  package var own: TypeName
  /// `format_type` of the own type with its modifier, under an empty search path.
  package var formatted: String
  /// `information_schema.columns.data_type`.
  package var informationSchemaName: String
  /// The type under all domains.
  package var base: TypeName
  /// `pg_type.typtype` of the base: b, c, e, p, r or m.
  package var baseKind: UInt8
  /// The element's type for an array, with the element's domains unwrapped; else nil.
  package var element: TypeName?
  /// `pg_type.typtype` of the element.
  package var elementKind: UInt8?
  /// The innermost modifier; -1 for none.
  package var modifier: Int

  /// Makes a type.
  package init(
    own: TypeName, formatted: String, informationSchemaName: String, base: TypeName,
    baseKind: UInt8, element: TypeName? = nil, elementKind: UInt8? = nil, modifier: Int = -1
  ) {
    self.own = own
    self.formatted = formatted
    self.informationSchemaName = informationSchemaName
    self.base = base
    self.baseKind = baseKind
    self.element = element
    self.elementKind = elementKind
    self.modifier = modifier
  }
}
