import Catalog
import Postgres
package import Settings

/// A line of the table PostgreSQL type -> databrewType: what `blink-schema types` prints, and
/// what `TypeMapping` decides by.
package struct TypeRow: Sendable {
  /// The PostgreSQL types, as a person writes them.
  package var postgres: String
  /// What `init` suggests.
  package var databrewType: DatabrewType
  /// What `init` writes as `nativeConnectorType`.
  package var native: String
  /// How a value looks in an event.
  package var encoding: String
  /// Whether every value survives.
  package var lossless: Losslessness
  /// What to know about it; empty where there is nothing.
  package var note: String
  /// What `init` writes beside a column of this type; nil if nothing needs saying.
  package var comment: String?
  let match: Match

  /// Whether every value survives.
  package enum Losslessness: String, Sendable, CaseIterable {
    case yes
    /// With the exception that the row's note names.
    case conditional
  }

  /// Which types a row is about.
  enum Match: Sendable {
    /// Types of `pg_catalog`, by `typname`.
    case builtIn([Identifier])
    /// Types of extensions, by `typname` and `extname`, in whatever schema they were installed.
    case fromExtension([Identifier], of: [Identifier])
    /// `numeric(p,0)` with p up to this.
    case wholeNumeric(upTo: Int)
    /// `pg_type.typtype` of the base.
    case kind(Character)
    /// Arrays whose elements, not being domains, are of these types of `pg_catalog`.
    case arrayOf([Identifier])
    /// Any other array.
    case anyArray
    /// Everything else.
    case anything
    /// A row for people: a rule that is applied before the rows, or a choice of the user's.
    case nothing
  }

  init(
    _ postgres: String, _ match: Match, _ databrewType: DatabrewType, native: String,
    encoding: String, lossless: Losslessness = .yes, note: String = "", comment: String? = nil
  ) {
    self.postgres = postgres
    self.match = match
    self.databrewType = databrewType
    self.native = native
    self.encoding = encoding
    self.lossless = lossless
    self.note = note
    self.comment = comment
  }

  /// The databrewType as the table shows it; a domain has that of its base.
  package var databrewName: String {
    if case .nothing = match, native == "as for X" { return "as for X" }
    return databrewType.name
  }

  /// Whether the row applies to this type; the first matching row wins.
  func matches(_ type: DataType) -> Bool {
    switch match {
    case .builtIn(let names): type.base.isBuiltIn && names.contains(type.base.name)
    case .fromExtension(let names, let owners):
      names.contains(type.base.name) && type.base.extension.map(owners.contains) ?? false
    case .wholeNumeric(let limit):
      type.numericModifier.map { $0.scale == 0 && $0.precision <= limit } ?? false
    case .kind(let kind): kind.asciiValue == type.baseKind
    case .arrayOf(let names):
      type.element.map {
        $0.kind != UInt8(ascii: "d") && $0.own.isBuiltIn && names.contains($0.own.name)
      } ?? false
    case .anyArray: type.element != nil
    case .anything: true
    case .nothing: false
    }
  }
}
