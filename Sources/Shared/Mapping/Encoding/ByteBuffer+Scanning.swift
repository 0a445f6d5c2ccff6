extension ByteBuffer {
  /// Appends bytes up to the first stop; gives the place where it stopped, or the range's end.
  ///
  /// The range must lie inside `bytes`.
  @inline(__always)
  mutating func append(
    _ bytes: borrowing Span<UInt8>, _ range: Range<Int>, until stops: StopBytes
  ) -> Int {
    precondition(range.lowerBound >= 0 && range.upperBound <= bytes.count)
    let length = range.count
    let readable = bytes.count - range.lowerBound
    var taken = 0
    unsafe bytes.withUnsafeBytes { source in
      guard let base = source.baseAddress else { return }
      let from = unsafe base + range.lowerBound
      // A whole word is stored even where only its beginning counts.
      unsafe fill(length + 8) { output in
        let to = UnsafeMutableRawPointer(output)
        while taken < length {
          if taken + 8 <= readable {
            let word = unsafe (from + taken).loadUnaligned(as: UInt64.self)
            unsafe (to + taken).storeBytes(of: word, as: UInt64.self)
            let clean = stops.clean(in: UInt64(littleEndian: word))
            taken = min(taken + clean, length)
            if clean < 8 { break }
          } else {
            let byte = unsafe from.load(fromByteOffset: taken, as: UInt8.self)
            if stops.contains(byte) { break }
            unsafe to.storeBytes(of: byte, toByteOffset: taken, as: UInt8.self)
            taken += 1
          }
        }
        return taken
      }
    }
    return range.lowerBound + taken
  }
}
