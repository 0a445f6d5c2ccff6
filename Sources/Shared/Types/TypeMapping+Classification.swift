package import Catalog
import Postgres
package import Settings

extension TypeMapping {
  /// How a type's values are represented under a databrewType that the user chose.
  package enum Classification: String, Sendable, Equatable, Comparable, CaseIterable {
    /// Every value is represented.
    case exact
    /// Those that fit are exact; for the others `on_overflow` decides.
    case narrowing
    /// Every value is written, but whoever reads it as that type loses part of some.
    case lossy
    /// No value, or hardly one, is of that type.
    case incompatible

    package static func < (a: Self, b: Self) -> Bool {
      let order = Self.allCases
      return (order.firstIndex(of: a) ?? 0) < (order.firstIndex(of: b) ?? 0)
    }
  }

  /// Classifies a databrewType over a column's type; what `databrewType(for:)` suggests is
  /// exact.
  package static func classification(
    of written: DatabrewType, over type: DataType
  ) -> Classification {
    if case .list(let element) = written { return listClassification(of: element, over: type) }
    let base = type.base
    switch written {
    case .string, .list: return .exact
    case .boolean: return base.isBuiltIn("bool") ? .exact : .incompatible
    case .bytea: return base.isBuiltIn("bytea") ? .exact : .incompatible
    case .json:
      let isJSON = base.isBuiltIn("json") || base.isBuiltIn("jsonb")
      return isJSON || base.isType("hstore", of: "hstore") ? .exact : .incompatible
    case .uuid: return textual(base, exact: ["uuid"])
    case .inet: return textual(base, exact: ["inet", "cidr"])
    case .mac: return textual(base, exact: ["macaddr", "macaddr8"])
    case .date32:
      let hasDate = base.isBuiltIn("timestamp") || base.isBuiltIn("timestamptz")
      return hasDate ? .lossy : textual(base, exact: ["date"])
    case .int16, .int32, .int64, .uint64, .float32, .float64:
      guard let numbers = NumberRange(of: base, modifier: type.numericModifier) else {
        return .incompatible
      }
      return numbers.classification(as: written)
    }
  }

  /// Types whose values are texts of a certain form.
  private static func textual(_ base: TypeName, exact: [String]) -> Classification {
    guard base.isBuiltIn else {
      return base.isType("citext", of: "citext") ? .narrowing : .incompatible
    }
    if exact.contains(base.name.text) { return .exact }
    return ["text", "varchar", "bpchar"].contains(base.name.text) ? .narrowing : .incompatible
  }

  private static func listClassification(
    of written: DatabrewType.Element, over type: DataType
  ) -> Classification {
    if type.base.isType("vector", of: "vector") {
      return written == .float64 ? .exact : .incompatible
    }
    guard let element = type.element?.base else { return .incompatible }
    switch written {
    case .string: return .exact
    case .json:
      return element.isBuiltIn("json") || element.isBuiltIn("jsonb") ? .exact : .incompatible
    case .int64, .float64:
      let modifier = type.element?.kind == UInt8(ascii: "d") ? nil : type.elementNumericModifier
      guard let numbers = NumberRange(of: element, modifier: modifier) else {
        return .incompatible
      }
      return numbers.classification(as: written == .int64 ? .int64 : .float64)
    }
  }
}
