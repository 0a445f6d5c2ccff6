private import Glibc

extension Descriptor {
  /// Writes all of `bytes` at the end.
  package func write(_ bytes: UnsafeRawBufferPointer) throws(FileError) {
    try unsafe Self.write(bytes, to: number, path)
  }

  /// Writes all of `bytes` to a descriptor that the caller owns.
  ///
  /// Waits where the descriptor is non-blocking: whoever opened it may have made it so.
  ///
  /// - Parameter path: the name for errors.
  package static func write(
    _ bytes: UnsafeRawBufferPointer, to number: Int32, _ path: String
  ) throws(FileError) {
    var rest = unsafe bytes
    while unsafe !rest.isEmpty {
      // SAFETY: `rest` lies inside the bytes that are lent.
      let count = unsafe Glibc.write(number, rest.baseAddress, rest.count)
      if count >= 0 {
        unsafe rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst(count))
        continue
      }
      switch errno {
      case EINTR: continue
      case EAGAIN:
        _ = Poll.wait(number, for: Int16(POLLOUT), or: nil, until: nil)
      default: throw FileError("written", path)
      }
    }
  }

  /// Writes all of `bytes` at the end.
  package func write(_ bytes: [UInt8]) throws(FileError) {
    try unsafe bytes.span.bytes.withUnsafeBytes { bytes throws(FileError) in
      try unsafe write(bytes)
    }
  }

  /// Writes all of `text` to a descriptor that the caller owns.
  ///
  /// - Parameter path: the name for errors.
  package static func write(
    _ text: String, to number: Int32, _ path: String
  ) throws(FileError) {
    let bytes = Array(text.utf8)
    try unsafe bytes.span.bytes.withUnsafeBytes { bytes throws(FileError) in
      try unsafe write(bytes, to: number, path)
    }
  }

  /// Writes all of `bytes` at `offset`.
  package func write(_ bytes: UnsafeRawBufferPointer, at offset: Int) throws(FileError) {
    var written = 0
    while written < bytes.count {
      let rest = unsafe UnsafeRawBufferPointer(rebasing: bytes[written...])
      // SAFETY: `rest` lies inside the bytes that are lent.
      written += try Self.retrying("written", path) {
        unsafe pwrite(number, rest.baseAddress, rest.count, off_t(offset + written))
      }
    }
  }
}
