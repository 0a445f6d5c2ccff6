import Postgres

/// The type of a column: its own, and what is left of it once domains and arrays are unwrapped.
package struct DataType: Sendable, Equatable {
  /// The column's own type, which can be a domain.
  package var own: TypeName
  /// `format_type` with the modifier under an empty search path: `numeric(12,2)`,
  /// `public.order_status`.
  package var formatted: String
  /// `information_schema.columns.data_type`: `character varying`, `ARRAY` …
  package var informationSchemaName: String
  /// The innermost type below all domains; equal to `own` where there is none.
  package var base: TypeName
  /// `pg_type.typtype` of the base: `b`, `c`, `e`, `p`, `r` or `m`, as an ASCII byte.
  package var baseKind: UInt8
  /// The innermost type modifier, raw (`atttypmod`); -1 for none.
  package var typmod: Int32
  /// The element of the base where that is an array (or `int2vector`, `oidvector`).
  package var element: Element?
  /// The labels in sort order, where the base, or the base of its element, is an enum.
  package var enumLabels: [String]

  /// The element type of an array.
  package struct Element: Sendable, Equatable {
    /// The element type itself, which can be a domain.
    package var own: TypeName
    /// `pg_type.typtype` of the element, `d` for a domain, as an ASCII byte.
    package var kind: UInt8
    /// The innermost type below all domains of the element.
    package var base: TypeName
    /// `pg_type.typtype` of that innermost type.
    package var baseKind: UInt8
    /// The byte between two elements in the text form: `,`, for `box` `;`.
    package var delimiter: UInt8

    /// Describes an element type.
    package init(
      own: TypeName, kind: UInt8, base: TypeName, baseKind: UInt8,
      delimiter: UInt8 = UInt8(ascii: ",")
    ) {
      self.own = own
      self.kind = kind
      self.base = base
      self.baseKind = baseKind
      self.delimiter = delimiter
    }
  }

  /// Describes a type.
  package init(
    own: TypeName, formatted: String, informationSchemaName: String, base: TypeName,
    baseKind: UInt8, typmod: Int32 = -1, element: Element? = nil, enumLabels: [String] = []
  ) {
    self.own = own
    self.formatted = formatted
    self.informationSchemaName = informationSchemaName
    self.base = base
    self.baseKind = baseKind
    self.typmod = typmod
    self.element = element
    self.enumLabels = enumLabels
  }

  /// OID of the column's own type, as a Relation message carries it.
  package var oid: UInt32 { own.oid }

  /// Whether the column's own type is a domain.
  package var isDomain: Bool { own.oid != base.oid }

  /// Whether the text form is an array in braces; `int2vector` and `oidvector`, whose text form
  /// is separated by blanks, are not.
  package var isArray: Bool { element != nil && !isVector }

  /// Whether this is `int2vector` or `oidvector`.
  package var isVector: Bool { base.isBuiltIn("int2vector") || base.isBuiltIn("oidvector") }
}
