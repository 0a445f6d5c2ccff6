/// How the text of one column becomes JSON: chosen once for each column, used for every value.
package enum ValueCodec: Sendable, Equatable {
  case scalar(ScalarCodec)
  /// An array; the delimiter is `,` but for `box`.
  case array(element: ScalarCodec, delimiter: UInt8)
  /// `int2vector` and `oidvector`: numbers between spaces.
  case vector(element: ScalarCodec)

  /// Appends one value that is not NULL; false as in ``ScalarCodec``.
  @inline(__always)
  func append(
    _ bytes: borrowing Span<UInt8>, _ range: Range<Int>, into output: inout ByteBuffer
  ) -> Bool {
    switch self {
    case .scalar(let scalar): scalar.append(bytes, range, into: &output)
    case .array(let element, let delimiter):
      ArrayText.append(bytes, range, element: element, delimiter: delimiter, into: &output)
    case .vector(let element):
      ArrayText.append(vector: bytes, range, element: element, into: &output)
    }
  }
}
