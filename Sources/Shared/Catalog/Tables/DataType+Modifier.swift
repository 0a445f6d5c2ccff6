import Postgres

extension DataType {
  /// Precision and scale of a `numeric` with a modifier; nil without one, and for other types.
  ///
  /// The layout is PostgreSQL's `make_numeric_typmod`: the scale is a signed 11-bit number.
  package var numericModifier: (precision: Int, scale: Int)? {
    base.isBuiltIn("numeric") ? decodedNumericModifier : nil
  }

  /// The same of the elements of a `numeric` array.
  package var elementNumericModifier: (precision: Int, scale: Int)? {
    element?.own.isBuiltIn("numeric") ?? false ? decodedNumericModifier : nil
  }

  private var decodedNumericModifier: (precision: Int, scale: Int)? {
    guard typmod >= 4 else { return nil }
    let value = Int(typmod) - 4
    return ((value >> 16) & 0xFFFF, ((value & 0x7FF) ^ 0x400) - 0x400)
  }

  /// The declared length of `varchar`, `character`, `bit` and `bit varying`; nil without one.
  package var length: Int? {
    guard base.isBuiltIn, typmod >= 0 else { return nil }
    return switch base.name.text {
    case "varchar", "bpchar": typmod >= 4 ? Int(typmod) - 4 : nil
    case "bit", "varbit": Int(typmod)
    default: nil
    }
  }
}
