/// A growing block of bytes with one owner: events are written into it and handed on without
/// a copy.
@safe package struct ByteBuffer: ~Copyable, @unchecked Sendable {
  // SAFETY: not copyable, so its holder has the only reference to the block.
  /// Bytes that are copied as two words.
  private static let short = 16

  private var start: UnsafeMutablePointer<UInt8>
  /// Bytes that it can hold without growing.
  package private(set) var capacity: Int
  /// Number of bytes written.
  package private(set) var count = 0

  /// An empty buffer with room for `capacity` bytes.
  package init(capacity: Int = 4096) {
    unsafe start = .allocate(capacity: max(capacity, 64))
    self.capacity = max(capacity, 64)
  }

  /// A buffer that holds the same bytes.
  init(copying other: borrowing ByteBuffer) {
    self.init(capacity: other.count)
    append(other, 0..<other.count)
  }

  deinit { unsafe start.deallocate() }

  /// Appends one byte.
  @inline(__always)
  package mutating func append(_ byte: UInt8) {
    if count == capacity { grow(1) }
    unsafe start[count] = byte
    count += 1
  }

  /// Appends a part of `bytes`; the range must lie inside.
  @inline(__always)
  package mutating func append(_ bytes: borrowing Span<UInt8>, _ range: Range<Int>) {
    precondition(range.lowerBound >= 0 && range.upperBound <= bytes.count)
    let isFollowed = bytes.count - range.lowerBound >= Self.short
    unsafe bytes.withUnsafeBufferPointer { source in
      guard let base = source.baseAddress else { return }
      unsafe append(base + range.lowerBound, range.count, isFollowed: isFollowed)
    }
  }

  /// Appends all of `bytes`.
  @inline(__always)
  package mutating func append(_ bytes: [UInt8]) {
    append(bytes.span, 0..<bytes.count)
  }

  /// Appends a part of another buffer; the range must lie inside.
  @inline(__always)
  mutating func append(_ other: borrowing ByteBuffer, _ range: Range<Int>) {
    append(other, from: range.lowerBound, range.count)
  }

  /// Appends `length` bytes of another buffer; they must lie inside.
  @inline(__always)
  mutating func append(_ other: borrowing ByteBuffer, from first: Int, _ length: Int) {
    let left = other.count &- first
    precondition(first >= 0 && length >= 0 && length <= left)
    let isFollowed = other.capacity &- first >= Self.short
    unsafe append(other.start + first, length, isFollowed: isFollowed)
  }

  /// The first sixteen bytes of a part of the buffer, with zeros behind a shorter one.
  func vector(_ range: Range<Int>) -> SIMD16<UInt8> {
    precondition(range.lowerBound >= 0 && range.upperBound <= count)
    var vector = SIMD16<UInt8>(repeating: 0)
    for index in 0..<min(range.count, 16) {
      vector[index] = unsafe start[range.lowerBound + index]
    }
    return vector
  }

  /// Appends the first `length` bytes, up to sixteen, of a vector.
  @inline(__always)
  mutating func append(_ vector: SIMD16<UInt8>, _ length: Int) {
    precondition(length >= 0 && length <= 16)
    if capacity &- count < 16 { grow(16) }
    unsafe UnsafeMutableRawPointer(start + count).storeBytes(of: vector, as: SIMD16<UInt8>.self)
    count &+= length
  }

  /// Ends a list whose members each begin with a comma and start at `first`: the first comma
  /// becomes the opening bracket.
  @inline(__always)
  mutating func enclose(from first: Int, _ opening: Unicode.Scalar, _ closing: Unicode.Scalar) {
    if count == first { append(UInt8(ascii: ",")) }
    precondition(first >= 0 && first < count)
    unsafe start[first] = UInt8(ascii: opening)
    append(UInt8(ascii: closing))
  }

  /// Appends a literal's bytes.
  @inline(__always)
  package mutating func append(_ text: StaticString) {
    unsafe append(text.utf8Start, text.utf8CodeUnitCount, isFollowed: false)
  }

  /// - Parameter isFollowed: whether at least `short` bytes may be read at `source`.
  @inline(__always)
  private mutating func append(
    _ source: UnsafePointer<UInt8>, _ length: Int, isFollowed: Bool
  ) {
    if capacity - count < max(length, Self.short) { grow(max(length, Self.short)) }
    if isFollowed, length <= Self.short {
      // Two words cost less than a call, whatever their last bytes contain.
      let words = unsafe UnsafeRawPointer(source).loadUnaligned(as: SIMD2<UInt64>.self)
      unsafe UnsafeMutableRawPointer(start + count).storeBytes(
        of: words, as: SIMD2<UInt64>.self)
    } else {
      // Not `update` or `copyMemory`: those are memmove, and cost up to sixty instructions an event.
      unsafe (start + count).initialize(from: source, count: length)
    }
    count += length
  }

  /// Appends a number in decimal digits.
  package mutating func append(decimal value: UInt64) {
    if value >= 100 { append(decimal: value / 100) }
    let low = UInt8(truncatingIfNeeded: value % 100)
    if value >= 10 { append(UInt8(ascii: "0") + low / 10) }
    append(UInt8(ascii: "0") + low % 10)
  }

  /// Appends a number in decimal digits, with zeros before it up to `width` digits.
  mutating func append(decimal value: UInt64, width: Int) {
    var bound: UInt64 = 10
    for _ in 1..<width {
      if value < bound { append(UInt8(ascii: "0")) }
      bound *= 10
    }
    append(decimal: value)
  }

  /// Appends a number in hexadecimal digits, upper case, without zeros before it.
  mutating func append(hexadecimal value: UInt32) {
    if value >= 16 { append(hexadecimal: value >> 4) }
    let digit = UInt8(truncatingIfNeeded: value & 15)
    append(digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "A") + digit - 10)
  }

  /// Forgets what was written after `length` bytes.
  package mutating func truncate(to length: Int) {
    precondition(length <= count)
    count = length
  }

  /// Lends the bytes.
  package func withBytes<R, Problem: Error>(
    _ body: (UnsafeRawBufferPointer) throws(Problem) -> R
  ) throws(Problem) -> R {
    try unsafe body(UnsafeRawBufferPointer(start: start, count: count))
  }

  /// Lends room for at least `room` more bytes to `body`, which returns how many it wrote.
  @inline(__always)
  mutating func fill(_ room: Int, _ body: (UnsafeMutablePointer<UInt8>) -> Int) {
    if capacity - count < room { grow(room) }
    let written = unsafe body(start + count)
    precondition(written >= 0 && written <= room)
    count += written
  }

  /// The bytes as a text, for tests and messages.
  package var text: String {
    unsafe withBytes { bytes in unsafe String(decoding: bytes, as: UTF8.self) }
  }

  @inline(never)
  private mutating func grow(_ needed: Int) {
    let larger = max(capacity * 2, count + needed)
    let next = UnsafeMutablePointer<UInt8>.allocate(capacity: larger)
    unsafe next.update(from: start, count: count)
    unsafe start.deallocate()
    unsafe start = next
    capacity = larger
  }
}
