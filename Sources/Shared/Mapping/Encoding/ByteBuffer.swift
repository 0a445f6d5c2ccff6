private import Glibc

/// A growing block of bytes with one owner: events are written into it and handed on without
/// a copy.
@safe package struct ByteBuffer: ~Copyable {
  private var start: UnsafeMutablePointer<UInt8>
  private var capacity: Int
  /// Number of bytes written.
  package private(set) var count = 0

  /// An empty buffer with room for `capacity` bytes.
  package init(capacity: Int = 4096) {
    unsafe start = .allocate(capacity: max(capacity, 64))
    self.capacity = max(capacity, 64)
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
    let length = range.count
    if length == 0 { return }
    if capacity - count < length { grow(length) }
    unsafe bytes.withUnsafeBufferPointer { source in
      guard let base = source.baseAddress else { return }
      unsafe memcpy(start + count, base + range.lowerBound, length)
    }
    count += length
  }

  /// Appends all of `bytes`.
  @inline(__always)
  package mutating func append(_ bytes: [UInt8]) {
    append(bytes.span, 0..<bytes.count)
  }

  /// Appends a literal's bytes.
  package mutating func append(_ text: StaticString) {
    if capacity - count < text.utf8CodeUnitCount { grow(text.utf8CodeUnitCount) }
    unsafe memcpy(start + count, text.utf8Start, text.utf8CodeUnitCount)
    count += text.utf8CodeUnitCount
  }

  /// Appends a number in decimal digits.
  package mutating func append(decimal value: UInt64) {
    if value >= 10 { append(decimal: value / 10) }
    append(UInt8(ascii: "0") + UInt8(value % 10))
  }

  /// Forgets what was written after `length` bytes.
  package mutating func truncate(to length: Int) {
    precondition(length <= count)
    count = length
  }

  /// The last byte; nil when empty.
  package var last: UInt8? { count == 0 ? nil : unsafe start[count - 1] }

  /// Lends the bytes.
  package func withBytes<R, Problem: Error>(
    _ body: (UnsafeRawBufferPointer) throws(Problem) -> R
  ) throws(Problem) -> R {
    try unsafe body(UnsafeRawBufferPointer(start: start, count: count))
  }

  /// The bytes as a text, for tests and messages.
  package var text: String {
    unsafe withBytes { bytes in unsafe String(decoding: bytes, as: UTF8.self) }
  }

  private mutating func grow(_ needed: Int) {
    let larger = max(capacity * 2, count + needed)
    let next = UnsafeMutablePointer<UInt8>.allocate(capacity: larger)
    unsafe next.update(from: start, count: count)
    unsafe start.deallocate()
    unsafe start = next
    capacity = larger
  }
}
