package import Postgres

extension NamePattern {
  /// The pattern that matches this schema, or tables of this name, only; nil for no name.
  package static func literal(_ name: Identifier) -> NamePattern? { NamePattern(glob(name)) }

  /// The pattern that matches this table only; nil for no name.
  package static func literal(_ table: QualifiedName) -> NamePattern? {
    NamePattern("\(glob(table.schema)).\(glob(table.name))")
  }

  private static func glob(_ name: Identifier) -> String {
    let special = Set("*?.\"".utf8)
    return name.text.utf8.contains(where: special.contains) ? name.quoted : name.text
  }
}
