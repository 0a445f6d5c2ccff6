import Catalog
import Postgres

/// Which of PostgreSQL's own types hold the values of which others.
enum TypeWidth {
  /// Families of types, each from the narrowest to the widest.
  private static let families: [[Identifier]] = [
    ["int2", "int4", "int8", "numeric"],
    ["float4", "float8"],
    ["char", "name", "bpchar", "varchar", "text"],
    ["jsonb", "json"],
    ["cidr", "inet"],
    ["macaddr", "macaddr8"],
    ["bit", "varbit"],
  ]

  /// Two different types of `pg_catalog`: the written one and the database's.
  static func agreement(
    of written: Identifier, hasModifier: Bool, with database: Identifier
  ) -> TypeMapping.Agreement {
    // Without a length varchar holds what text holds.
    if !hasModifier, written == "varchar", database == "text" { return .agree }
    for family in families {
      guard let first = family.firstIndex(of: written),
        let second = family.firstIndex(of: database)
      else { continue }
      return first < second ? .databaseWider : .databaseNarrower
    }
    return .incompatible
  }

  /// The same type: only modifiers that were written can differ.
  static func agreement(modifiers: [Int], _ type: DataType) -> TypeMapping.Agreement {
    guard let written = modifiers.first else { return .agree }
    let name = type.element.map(\.own) ?? type.base
    guard name.isBuiltIn else { return .agree }
    switch name.name {
    case "numeric":
      let scale = modifiers.count > 1 ? modifiers[1] : 0
      guard let database = type.numericModifier ?? type.elementNumericModifier else {
        return .databaseWider
      }
      let whole = database.precision - database.scale
      if database.scale > scale || whole > written - scale { return .databaseWider }
      return database.scale == scale && whole == written - scale ? .agree : .databaseNarrower
    case "varchar", "bpchar":
      return compare(written, type.typmod < 4 ? nil : Int(type.typmod) - 4)
    case "bit", "varbit": return compare(written, type.typmod < 0 ? nil : Int(type.typmod))
    case "timestamp", "timestamptz", "time", "timetz":
      return compare(written, type.typmod < 0 ? 6 : Int(type.typmod))
    default: return .agree
    }
  }

  private static func compare(_ written: Int, _ database: Int?) -> TypeMapping.Agreement {
    guard let database, database <= written else { return .databaseWider }
    return database == written ? .agree : .databaseNarrower
  }
}
