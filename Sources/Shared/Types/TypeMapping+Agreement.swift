package import Catalog

extension TypeMapping {
  /// How a written `nativeConnectorType` relates to the database.
  package enum Agreement: String, Sendable, Equatable {
    /// The same type, whatever the spelling.
    case agree
    /// The database can hold values that the written type cannot.
    case databaseWider
    /// The written type could hold more.
    case databaseNarrower
    /// Another kind of value altogether.
    case incompatible
  }

  /// Compares a `nativeConnectorType` with a column's type.
  ///
  /// Synonyms (`int4`, `integer`, `serial` …), letter case, blanks and a missing schema make no
  /// difference; neither do modifiers that are not written. A domain agrees with its own name
  /// and with its base.
  package static func nativeNamesAgree(
    _ written: String, with type: DataType
  ) -> Agreement {
    guard let name = NativeName(parsing: written) else { return .incompatible }
    let isArray = type.element != nil && !type.isVector
    if name.isFamily {
      return name.isArray
        ? (type.element != nil ? .agree : .incompatible)
        : (type.own.isBuiltIn || type.element != nil ? .incompatible : .agree)
    }
    // The name of a domain, also of one over an array.
    if !name.isArray, type.isDomain, name.names(type.own) { return .agree }
    guard name.isArray == isArray else { return .incompatible }
    guard let element = type.element, isArray else {
      return name.names(type.base)
        ? TypeWidth.agreement(modifiers: name.modifiers, type) : order(name, type.base)
    }
    if name.names(element.own) { return TypeWidth.agreement(modifiers: name.modifiers, type) }
    return name.names(element.base) ? .agree : order(name, element.base)
  }

  private static func order(_ name: NativeName, _ type: TypeName) -> Agreement {
    guard name.isBuiltIn || name.schema == nil, type.isBuiltIn else { return .incompatible }
    return TypeWidth.agreement(
      of: name.name, hasModifier: !name.modifiers.isEmpty, with: type.name)
  }
}

extension TypeMapping {
  /// Whether two spellings name one type; modifiers make no difference.
  package static func areSameType(_ a: String, _ b: String) -> Bool {
    guard let first = NativeName(parsing: a), let second = NativeName(parsing: b) else {
      return a.utf8.elementsEqual(b.utf8)
    }
    return first.name == second.name && first.isArray == second.isArray
      && first.isFamily == second.isFamily
      && (first.schema == second.schema || first.schema == nil || second.schema == nil)
  }

  /// Compares a `nativeConnectorType` with another, where no more is known of the column.
  package static func agreement(_ written: String, withName name: String) -> Agreement {
    if areSameType(written, name) { return .agree }
    guard let first = NativeName(parsing: written), let second = NativeName(parsing: name),
      first.isBuiltIn, second.isBuiltIn, first.isArray == second.isArray
    else { return .incompatible }
    return TypeWidth.agreement(
      of: first.name, hasModifier: !first.modifiers.isEmpty, with: second.name)
  }
}
