/// The bytes at which copying stops, found 32, 16 or eight at a time (S. E. Anderson, "Bit
/// Twiddling Hacks", "Determine if a word has a byte less than n").
struct StopBytes {
  /// Bytes below this one; at most 128.
  private let limit: UInt8
  private let first: UInt8
  private let second: UInt8

  /// What must be escaped in a JSON string: `"`, `\` and controls.
  @inline(__always)
  static var escaped: StopBytes {
    StopBytes(limit: 0x20, first: UInt8(ascii: "\""), second: UInt8(ascii: "\\"))
  }

  /// CR and LF.
  @inline(__always)
  static var lineEnds: StopBytes { StopBytes(limit: 0, first: 0x0A, second: 0x0D) }

  /// Tabs and backslashes: what ends a run of bytes in a line of COPY.
  @inline(__always)
  static var columnEnds: StopBytes { StopBytes(limit: 0, first: 0x09, second: 0x5C) }

  /// The place of the first stop from `start` on; the number of bytes without one.
  @inline(__always)
  func next(in bytes: borrowing Span<UInt8>, from start: Int) -> Int {
    var place = start
    let count = bytes.count
    unsafe bytes.withUnsafeBytes { bytes in
      while place + 8 <= count {
        let word = unsafe bytes.loadUnaligned(fromByteOffset: place, as: UInt64.self)
        let found = found(in: UInt64(littleEndian: word))
        if found != 0 {
          place += found.trailingZeroBitCount / 8
          return
        }
        place += 8
      }
      while place < count, unsafe !contains(bytes[place]) { place += 1 }
    }
    return place
  }

  @inline(__always)
  func contains(_ byte: UInt8) -> Bool { byte < limit || byte == first || byte == second }

  /// A word whose lowest set bit lies in the first byte, from the lowest, that is a stop; zero
  /// without one.
  @inline(__always)
  private func found(in word: UInt64) -> UInt64 {
    // A borrow reaches only bytes above a true find, so the lowest one is right.
    let below = (word &- Self.repeated(limit)) & ~word
    let found =
      below | Self.zeros(word ^ Self.repeated(first)) | Self.zeros(word ^ Self.repeated(second))
    return found & Self.repeated(0x80)
  }

  /// Whether one of 32 bytes is a stop; `clear(in:)` returns where.
  @inline(__always)
  func isIn(_ low: SIMD16<UInt8>, _ high: SIMD16<UInt8>) -> Bool {
    let words = Self.words(found(in: low) .| found(in: high))
    return words[0] | words[1] != 0
  }

  /// The number of bytes before the first stop; 16 without one.
  @inline(__always)
  func clear(in vector: SIMD16<UInt8>) -> Int {
    let words = Self.words(found(in: vector))
    if words[0] != 0 { return UInt64(littleEndian: words[0]).trailingZeroBitCount / 8 }
    return 8 + UInt64(littleEndian: words[1]).trailingZeroBitCount / 8
  }

  @inline(__always)
  private static func words(_ mask: SIMDMask<SIMD16<Int8>>) -> SIMD2<UInt64> {
    let bytes = SIMD16<UInt8>(repeating: 0).replacing(with: 0xFF, where: mask)
    // SAFETY: both are sixteen bytes, of which every pattern is a value.
    return unsafe unsafeBitCast(bytes, to: SIMD2<UInt64>.self)
  }

  @inline(__always)
  private func found(in vector: SIMD16<UInt8>) -> SIMDMask<SIMD16<Int8>> {
    // Between vectors: with a number on one side the compiler compares byte by byte.
    (vector .< SIMD16(repeating: limit)) .| (vector .== SIMD16(repeating: first))
      .| (vector .== SIMD16(repeating: second))
  }

  @inline(__always)
  private static func repeated(_ byte: UInt8) -> UInt64 { UInt64(byte) &* 0x0101_0101_0101_0101 }

  @inline(__always)
  private static func zeros(_ word: UInt64) -> UInt64 { (word &- repeated(1)) & ~word }
}
