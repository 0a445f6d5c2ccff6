/// How the text of one scalar value becomes JSON.
///
/// Holds no references, so that a loop over columns counts none.
package enum ScalarCodec: Sendable, Equatable {
  /// PostgreSQL's text as a string.
  case text
  /// `t` and `f` as `true` and `false`.
  case boolean
  /// `t` and `f` as the strings `"true"` and `"false"`.
  case booleanText
  /// An integer in a range, as a number or as a string of digits.
  case integer(IntegerRange, quoted: Bool)
  /// Any number, digit for digit; `NaN` and the infinities as strings.
  case float
  /// Hexadecimal bytea text as base64.
  case bytea
  /// JSON text, embedded.
  case json
  /// `"k"=>"v"` as an object.
  case hstore
  /// A timestamp in the form of RFC 3339.
  case timestamp
  /// A text that is a JSON array of numbers already (pgvector).
  case numberList
  /// The configured type cannot hold any value of the column's type.
  case unrepresentable

  /// Appends one value that is not NULL.
  ///
  /// Returns false if the value cannot be represented; the caller then takes back what was
  /// appended.
  func append(
    _ bytes: borrowing Span<UInt8>, _ range: Range<Int>, into output: inout ByteBuffer
  ) -> Bool {
    switch self {
    case .text: JSONText.string(bytes, range, into: &output)
    case .boolean:
      guard let isTrue = Self.boolean(bytes, range) else { return false }
      output.append(isTrue ? "true" : "false")
    case .booleanText:
      guard let isTrue = Self.boolean(bytes, range) else { return false }
      output.append(isTrue ? "\"true\"" : "\"false\"")
    case .integer(let limits, let quoted):
      return NumberText.integer(bytes, range, in: limits, quoted: quoted, into: &output)
    case .float: return NumberText.float(bytes, range, into: &output)
    case .bytea: return Base64.append(hex: bytes, range, into: &output)
    case .json: JSONText.embedded(bytes, range, into: &output)
    case .hstore: return HstoreText.append(bytes, range, into: &output)
    case .timestamp: TimestampText.append(bytes, range, into: &output)
    case .numberList: output.append(bytes, range)
    case .unrepresentable: return false
    }
    return true
  }

  private static func boolean(_ bytes: borrowing Span<UInt8>, _ range: Range<Int>) -> Bool? {
    guard range.count == 1 else { return nil }
    return switch bytes[range.lowerBound] {
    case UInt8(ascii: "t"): true
    case UInt8(ascii: "f"): false
    default: nil
    }
  }
}
