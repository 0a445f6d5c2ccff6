import Catalog
import Postgres
import Settings

/// Which numbers a type of PostgreSQL's can hold, coarsely enough to compare with others.
struct NumberRange {
  /// The bits of the smallest two's complement integer that holds every value; nil if there
  /// is none.
  private var bits: Int?
  private var isUnsigned = false
  /// The bits of a binary float that hold every value; 0 for decimal fractions.
  private var mantissa: Int

  /// nil for a type whose values are not numbers.
  init?(of type: TypeName, modifier: (precision: Int, scale: Int)?) {
    guard type.isBuiltIn else { return nil }
    switch type.name.text {
    case "int2": self.init(bits: 16, mantissa: 15)
    case "int4": self.init(bits: 32, mantissa: 31)
    case "int8": self.init(bits: 64, mantissa: 63)
    case "oid", "xid", "cid": self.init(bits: 33, isUnsigned: true, mantissa: 32)
    case "xid8": self.init(bits: 65, isUnsigned: true, mantissa: 64)
    case "float4": self.init(bits: nil, mantissa: 24)
    case "float8": self.init(bits: nil, mantissa: 53)
    case "numeric":
      guard let modifier, modifier.scale == 0, modifier.precision <= 18 else {
        self.init(bits: nil, mantissa: 0)
        return
      }
      // 10^4, 10^9 and 10^18 lie below 2^15, 2^31 and 2^63.
      let bits = modifier.precision <= 4 ? 16 : modifier.precision <= 9 ? 32 : 64
      self.init(
        bits: bits, mantissa: modifier.precision <= 7 ? 24 : modifier.precision <= 15 ? 53 : 63)
    default: return nil
    }
  }

  private init(bits: Int?, isUnsigned: Bool = false, mantissa: Int) {
    self.bits = bits
    self.isUnsigned = isUnsigned
    self.mantissa = mantissa
  }

  /// How its values fare as a number of DataBrew's.
  func classification(as type: DatabrewType) -> TypeMapping.Classification {
    switch type {
    case .int16: integer(16)
    case .int32: integer(32)
    case .int64: integer(64)
    case .uint64: isUnsigned ? .exact : .narrowing
    case .float32: float(24)
    case .float64: float(53)
    default: .incompatible
    }
  }

  private func integer(_ width: Int) -> TypeMapping.Classification {
    bits.map { $0 <= width } ?? false ? .exact : .narrowing
  }

  private func float(_ width: Int) -> TypeMapping.Classification {
    mantissa > 0 && mantissa <= width ? .exact : .lossy
  }
}
