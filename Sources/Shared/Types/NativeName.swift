import Catalog
import Postgres

/// The name of a PostgreSQL type as a configuration writes it, read or to be written.
struct NativeName: Equatable {
  /// The schema that was written; nil if none was.
  var schema: Identifier?
  /// `typname` where the text is a spelling of one of PostgreSQL's own types, else the name.
  var name: Identifier
  /// The name exactly as written; PostgreSQL folds unquoted letters, people forget that.
  var unfolded: Identifier
  /// Whether `name` can only be one of PostgreSQL's own types.
  var isBuiltIn: Bool
  var isArray = false
  /// The numbers in parentheses.
  var modifiers: [Int] = []
  /// `ARRAY` and `USER-DEFINED`, which information_schema says for whole families.
  var isFamily = false

  /// Whether this can be the name of `type`.
  func names(_ type: TypeName) -> Bool {
    if let schema, schema != type.schema { return false }
    if isBuiltIn { return type.isBuiltIn(name) }
    return name == type.name || unfolded == type.name
  }

  /// The text for a column of this type: PostgreSQL's SQL name without modifiers, but `varchar`;
  /// a domain's base; types of `defaultSchema` without it.
  static func text(of type: DataType, defaultSchema: Identifier) -> String {
    if let element = type.element, !type.isVector {
      return text(element.own, defaultSchema: defaultSchema) + "[]"
    }
    if type.base.isBuiltIn("bpchar"), type.typmod < 0 { return "bpchar" }
    return text(type.base, defaultSchema: defaultSchema)
  }

  private static func text(_ type: TypeName, defaultSchema: Identifier) -> String {
    if type.isBuiltIn { return TypeSpelling.sqlName(of: type.name) }
    let name = quotedIfNeeded(type.name)
    let isClear = type.schema == defaultSchema && TypeSpelling.builtIn[type.name.text] == nil
    return isClear ? name : "\(quotedIfNeeded(type.schema)).\(name)"
  }

  /// In double quotes unless the name reads back as itself without them.
  private static func quotedIfNeeded(_ name: Identifier) -> String {
    let bytes = name.text.utf8
    let isPlain =
      (bytes.first.map { 0x61...0x7A ~= $0 } ?? false)
      && bytes.allSatisfy { 0x61...0x7A ~= $0 || 0x30...0x39 ~= $0 || $0 == 0x5F }
    return isPlain ? name.text : name.quoted
  }
}
