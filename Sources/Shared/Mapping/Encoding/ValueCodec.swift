/// How the text of one column becomes JSON: chosen once a column, used for every value.
package indirect enum ValueCodec: Sendable, Equatable {
  /// PostgreSQL's text as a string.
  case text
  /// `t` and `f` as `true` and `false`.
  case boolean
  /// `t` and `f` as the strings `"true"` and `"false"`.
  case booleanText
  /// An integer in a range, as a number or as a string of digits.
  case integer(minimum: Int64, maximum: UInt64, quoted: Bool)
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
  /// An array; the delimiter is `,` but for `box`.
  case array(element: ValueCodec, delimiter: UInt8)
  /// `int2vector` and `oidvector`: numbers between spaces.
  case vector(element: ValueCodec)
  /// A text that is a JSON array of numbers already (pgvector).
  case numberList
  /// The configured type cannot hold any value of the column's type.
  case unrepresentable

  /// Appends one value that is not NULL.
  ///
  /// Gives false where the value cannot be represented; the caller then takes back what was
  /// appended.
  package func append(
    _ bytes: borrowing Span<UInt8>, _ range: Range<Int>, into output: inout ByteBuffer
  ) -> Bool {
    switch self {
    case .text:
      JSONText.string(bytes, range, into: &output)
      return true
    case .boolean, .booleanText:
      guard range.count == 1 else { return false }
      let isTrue = bytes[range.lowerBound] == UInt8(ascii: "t")
      guard isTrue || bytes[range.lowerBound] == UInt8(ascii: "f") else { return false }
      if self == .boolean {
        output.append(isTrue ? "true" : "false")
      } else {
        output.append(isTrue ? "\"true\"" : "\"false\"")
      }
      return true
    case .integer(let minimum, let maximum, let quoted):
      return NumberText.integer(
        bytes, range, minimum: minimum, maximum: maximum, quoted: quoted, into: &output)
    case .float: return NumberText.float(bytes, range, into: &output)
    case .bytea: return Base64.append(hex: bytes, range, into: &output)
    case .json:
      JSONText.embedded(bytes, range, into: &output)
      return true
    case .hstore: return HstoreText.append(bytes, range, into: &output)
    case .timestamp:
      TimestampText.append(bytes, range, into: &output)
      return true
    case .array(let element, let delimiter):
      return ArrayText.append(
        bytes, range, element: element, delimiter: delimiter, into: &output)
    case .vector(let element):
      return ArrayText.append(vector: bytes, range, element: element, into: &output)
    case .numberList:
      output.append(bytes, range)
      return true
    case .unrepresentable: return false
    }
  }
}
