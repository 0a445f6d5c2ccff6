private import Glibc

extension Descriptor {
  /// Fills `bytes` from index `place` on with what is at the file's current position.
  ///
  /// - Returns: the number of bytes read; 0 at the end.
  package func read(into bytes: inout [UInt8], from place: Int = 0) throws(FileError) -> Int {
    try Self.read(number, path, into: &bytes, from: place)
  }

  /// Fills `bytes` from index `place` on with what is at `offset` of the file.
  ///
  /// - Returns: the number of bytes read, at least one.
  /// - Throws: `shorter` where the file has nothing there.
  package func read(
    into bytes: inout [UInt8], from place: Int, at offset: Int
  ) throws(FileError) -> Int {
    let count = try Self.retrying("read", path) {
      unsafe bytes.withUnsafeMutableBytes { buffer in
        let room = unsafe UnsafeMutableRawBufferPointer(rebasing: buffer[place...])
        // SAFETY: the kernel writes at most `room.count` bytes into the array's own memory.
        return unsafe pread(number, room.baseAddress, room.count, off_t(offset))
      }
    }
    guard count > 0 else { throw FileError("read", path, .shorter) }
    return count
  }

  /// Reads up to the end.
  ///
  /// - Parameter expected: how many bytes there probably are.
  /// - Throws: `FileError`, with `larger` where there are more than `limit` bytes.
  func readAll(limit: Int, expected: Int = 0) throws(FileError) -> [UInt8] {
    try Self.readAll(number, path, limit: limit, expected: expected)
  }

  /// The same of a descriptor that the caller owns.
  ///
  /// Waits where the descriptor is non-blocking: whoever opened it may have made it so.
  ///
  /// - Parameter path: the name for errors.
  static func readAll(
    _ number: Int32, _ path: String, limit: Int, expected: Int = 0
  ) throws(FileError) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: min(limit, max(expected, 0)) + 1)
    var count = 0
    while true {
      if count == bytes.count {
        guard count <= limit else { throw FileError("read", path, .larger(limit)) }
        let more = min(max(16 << 10, count), limit + 1 - count)
        bytes += [UInt8](repeating: 0, count: more)
      }
      let got = try read(number, path, into: &bytes, from: count)
      if got == 0 { break }
      count += got
    }
    bytes.removeLast(bytes.count - count)
    return bytes
  }

  private static func read(
    _ number: Int32, _ path: String, into bytes: inout [UInt8], from place: Int
  ) throws(FileError) -> Int {
    while true {
      let count = unsafe bytes.withUnsafeMutableBytes { buffer in
        let room = unsafe UnsafeMutableRawBufferPointer(rebasing: buffer[place...])
        // SAFETY: the kernel writes at most `room.count` bytes into the array's own memory.
        return unsafe Glibc.read(number, room.baseAddress, room.count)
      }
      if count >= 0 { return count }
      switch errno {
      case EINTR: continue
      case EAGAIN: _ = Poll.wait(number, for: Int16(POLLIN), or: nil, until: nil)
      default: throw FileError("read", path)
      }
    }
  }
}
