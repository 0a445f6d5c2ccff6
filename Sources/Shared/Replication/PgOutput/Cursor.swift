import Postgres

/// Reads the fields of one message in order; big-endian, as the protocol has it.
///
/// Holds only a position, so that the bytes can be lent for the time of a call. Every read is
/// checked; none allocates more than the message holds.
struct Cursor {
  var offset: Int
  /// The tag of the message, for errors.
  var tag: UInt8?

  init(tag: UInt8? = nil, offset: Int = 0) {
    self.tag = tag
    self.offset = offset
  }

  func error(_ problem: DecodeError.Problem) -> DecodeError {
    DecodeError(problem, tag: tag, offset: offset)
  }

  @inline(__always)
  private func require(_ count: Int, of bytes: borrowing Span<UInt8>) throws(DecodeError) {
    if bytes.count - offset < count {
      throw error(.truncated(missing: count - (bytes.count - offset)))
    }
  }

  @inline(__always)
  mutating func byte(_ bytes: borrowing Span<UInt8>) throws(DecodeError) -> UInt8 {
    try require(1, of: bytes)
    defer { offset += 1 }
    return bytes[offset]
  }

  @inline(__always)
  mutating func uint16(_ bytes: borrowing Span<UInt8>) throws(DecodeError) -> UInt16 {
    UInt16(bigEndian: try load(bytes))
  }

  @inline(__always)
  mutating func uint32(_ bytes: borrowing Span<UInt8>) throws(DecodeError) -> UInt32 {
    UInt32(bigEndian: try load(bytes))
  }

  @inline(__always)
  mutating func uint64(_ bytes: borrowing Span<UInt8>) throws(DecodeError) -> UInt64 {
    UInt64(bigEndian: try load(bytes))
  }

  @inline(__always)
  private mutating func load<Value: FixedWidthInteger & BitwiseCopyable>(
    _ bytes: borrowing Span<UInt8>
  ) throws(DecodeError) -> Value {
    try require(MemoryLayout<Value>.size, of: bytes)
    defer { offset += MemoryLayout<Value>.size }
    return unsafe bytes.withUnsafeBytes { bytes in
      unsafe bytes.loadUnaligned(fromByteOffset: offset, as: Value.self)
    }
  }

  mutating func lsn(_ bytes: borrowing Span<UInt8>) throws(DecodeError) -> LSN {
    LSN(try uint64(bytes))
  }

  /// A zero-terminated text.
  mutating func text(_ bytes: borrowing Span<UInt8>) throws(DecodeError) -> String {
    var end = offset
    while end < bytes.count, bytes[end] != 0 { end += 1 }
    guard end < bytes.count else { throw error(.unterminatedText) }
    var content: [UInt8] = []
    content.reserveCapacity(end - offset)
    for place in offset..<end { content.append(bytes[place]) }
    guard let text = String(validating: content, as: UTF8.self) else {
      throw error(.invalidText)
    }
    offset = end + 1
    return text
  }

  /// The length of a field that must lie inside the message.
  @inline(__always)
  mutating func length(_ bytes: borrowing Span<UInt8>) throws(DecodeError) -> Int {
    let value = Int(Int32(bitPattern: try uint32(bytes)))
    guard value >= 0 else { throw error(.impossibleLength(value)) }
    try require(value, of: bytes)
    return value
  }

  /// Throws unless everything was read.
  @inline(__always)
  func end(_ bytes: borrowing Span<UInt8>) throws(DecodeError) {
    if offset != bytes.count { throw error(.trailing(count: bytes.count - offset)) }
  }
}
