package import Postgres

/// Which type a `pg_type` row is: its OID, schema and name.
package struct TypeName: Sendable, Hashable {
  /// `pg_type.oid`; stable for built-in types, per database for all others.
  package var oid: UInt32
  package let schema: Identifier
  /// `pg_type.typname`, like `int4` or `_text`.
  package var name: Identifier
  /// Whether PostgreSQL itself brings the type.
  package let isBuiltIn: Bool
  /// The extension that the type belongs to; nil for none. A name alone says nothing: anybody can
  /// create a type that is called like one of an extension.
  package let `extension`: Identifier?

  /// Names a type.
  package init(
    oid: UInt32, schema: Identifier, name: Identifier, extension: Identifier? = nil
  ) {
    self.oid = oid
    self.schema = schema
    self.name = name
    isBuiltIn = schema == "pg_catalog"
    self.extension = `extension`
  }

  /// Whether this is the type `name` of the extension `owner`, in whatever schema it is.
  package func isType(_ name: Identifier, of owner: Identifier) -> Bool {
    self.name == name && self.extension == owner
  }

  /// Whether this is the built-in type `name`.
  package func isBuiltIn(_ name: Identifier) -> Bool { isBuiltIn && self.name == name }
}
