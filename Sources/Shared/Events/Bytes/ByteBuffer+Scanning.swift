extension ByteBuffer {
  /// Appends bytes up to the first stop; returns the place where it stopped, or the range's end.
  ///
  /// The range must lie inside `bytes`.
  @inline(__always)
  mutating func append(
    _ bytes: borrowing Span<UInt8>, _ range: Range<Int>, until stops: StopBytes
  ) -> Int {
    precondition(range.lowerBound >= 0 && range.upperBound <= bytes.count)
    let length = range.count
    let isFollowed = bytes.count - range.upperBound >= 16
    var taken = 0
    unsafe bytes.withUnsafeBytes { source in
      guard let base = source.baseAddress else { return }
      let from = unsafe base + range.lowerBound
      // A whole vector is stored even where only its beginning counts.
      unsafe fill(length + 16) { output in
        let to = UnsafeMutableRawPointer(output)
        while taken + 32 <= length {
          let low = unsafe copyVector(from, to, taken)
          let high = unsafe copyVector(from, to, taken + 16)
          if stops.isIn(low, high) { break }
          taken += 32
        }
        while taken + 16 <= length || (isFollowed && taken < length) {
          let clear = unsafe stops.clear(in: copyVector(from, to, taken))
          taken += clear
          if clear < 16 {
            taken = min(taken, length)
            return taken
          }
        }
        taken = min(taken, length)
        while taken < length {
          let byte = unsafe from.load(fromByteOffset: taken, as: UInt8.self)
          if stops.contains(byte) { break }
          unsafe to.storeBytes(of: byte, toByteOffset: taken, as: UInt8.self)
          taken += 1
        }
        return taken
      }
    }
    return range.lowerBound + taken
  }
}

/// Copies sixteen bytes and returns them.
@inline(__always)
private func copyVector(
  _ from: UnsafeRawPointer, _ to: UnsafeMutableRawPointer, _ offset: Int
) -> SIMD16<UInt8> {
  let vector = unsafe from.loadUnaligned(fromByteOffset: offset, as: SIMD16<UInt8>.self)
  unsafe to.storeBytes(of: vector, toByteOffset: offset, as: SIMD16<UInt8>.self)
  return vector
}
