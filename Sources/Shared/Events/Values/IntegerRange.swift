/// The integers that a configured type can hold.
package enum IntegerRange: Sendable, Equatable {
  case int16, int32, int64, uint64

  /// The largest number, and how far below zero it goes.
  @inline(__always)
  var bounds: (above: UInt64, below: UInt64) {
    switch self {
    case .int16: (32_767, 32_768)
    case .int32: (2_147_483_647, 2_147_483_648)
    case .int64: (UInt64(Int64.max), Int64.min.magnitude)
    case .uint64: (.max, 0)
    }
  }
}
