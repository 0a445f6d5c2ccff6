private import Glibc

/// A file without a name that is written at its end, cut, and read from anywhere.
struct SpoolFile: ~Copyable {
  private let folder: String
  private let descriptor: Int32
  /// Bytes written.
  private(set) var length = 0

  /// Makes an empty one.
  init(in folder: SpoolFolder) throws(StreamError) {
    descriptor = try folder.open()
    self.folder = folder.path
  }

  deinit { close(descriptor) }

  /// Writes all of `bytes` at the end.
  mutating func append(_ bytes: UnsafeRawBufferPointer) throws(StreamError) {
    var rest = unsafe bytes
    while unsafe !rest.isEmpty {
      // SAFETY: `rest` is never empty here, and lies inside the bytes that are lent.
      let count = unsafe pwrite(descriptor, rest.baseAddress, rest.count, off_t(length))
      if count < 0 {
        if errno == EINTR { continue }
        throw .spool(SpoolError(.write, in: folder, number: errno))
      }
      length += count
      unsafe rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst(count))
    }
  }

  /// Forgets what was written after `length` bytes.
  mutating func cut(to length: Int) throws(StreamError) {
    guard length < self.length else { return }
    while ftruncate(descriptor, off_t(length)) != 0 {
      guard errno == EINTR else { throw .spool(SpoolError(.cut, in: folder, number: errno)) }
    }
    self.length = length
  }

  /// Fills `bytes` from `place` on with what stands at `offset`; gives how many bytes came, at
  /// least one.
  func read(
    into bytes: inout [UInt8], from place: Int, at offset: Int
  ) throws(StreamError) -> Int {
    while true {
      let count = unsafe bytes.withUnsafeMutableBytes { buffer in
        let room = unsafe UnsafeMutableRawBufferPointer(rebasing: buffer[place...])
        // SAFETY: the kernel writes at most `room.count` bytes into the array's own memory.
        return unsafe pread(descriptor, room.baseAddress, room.count, off_t(offset))
      }
      if count > 0 { return count }
      if count < 0, errno == EINTR { continue }
      throw .spool(SpoolError(.read, in: folder, number: count < 0 ? errno : 0))
    }
  }
}
