private import Glibc

extension Descriptor {
  /// Fills `bytes` from index `place` on with what is at the file's current position.
  ///
  /// - Returns: the number of bytes read; 0 at the end.
  package func read(into bytes: inout [UInt8], from place: Int) throws(SystemError) -> Int {
    try Self.retrying {
      unsafe bytes.withUnsafeMutableBytes { buffer in
        let room = unsafe UnsafeMutableRawBufferPointer(rebasing: buffer[place...])
        // SAFETY: the kernel writes at most `room.count` bytes into the array's own memory.
        return unsafe Glibc.read(number, room.baseAddress, room.count)
      }
    }
  }

  /// Fills `bytes` from index `place` on with what is at `offset` of the file.
  ///
  /// - Returns: the number of bytes read, at least one.
  /// - Throws: `endOfFile` where the file has nothing there.
  package func read(
    into bytes: inout [UInt8], from place: Int, at offset: Int
  ) throws(SystemError) -> Int {
    let count = try Self.retrying {
      unsafe bytes.withUnsafeMutableBytes { buffer in
        let room = unsafe UnsafeMutableRawBufferPointer(rebasing: buffer[place...])
        // SAFETY: the kernel writes at most `room.count` bytes into the array's own memory.
        return unsafe pread(number, room.baseAddress, room.count, off_t(offset))
      }
    }
    guard count > 0 else { throw .endOfFile }
    return count
  }

  /// Reads up to the end, but no more than `limit` bytes and one.
  func readAll(limit: Int, expected: Int = 0) throws(SystemError) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: min(limit, max(expected, 0)) + 1)
    var count = 0
    while true {
      if count == bytes.count {
        guard count <= limit else { break }
        let more = min(max(16 << 10, count), limit + 1 - count)
        bytes += [UInt8](repeating: 0, count: more)
      }
      let got = try read(into: &bytes, from: count)
      if got == 0 { break }
      count += got
    }
    bytes.removeLast(bytes.count - count)
    return bytes
  }
}
