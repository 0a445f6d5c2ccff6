package import Diagnostics
private import Glibc

/// Reads files that a user names: never more than `limit` bytes.
package enum BoundedFile {
  /// The largest file that is read, in bytes.
  package static let limit = 64 << 20

  /// The bytes of an ordinary file: never of a device, or of a pipe, which may not end.
  package static func read(_ path: String) throws(Failure) -> [UInt8] {
    let descriptor = try open(path)
    defer { close(descriptor) }
    var status = stat()
    guard unsafe fstat(descriptor, &status) == 0 else { throw failure(path, errno) }
    guard status.st_mode & S_IFMT == S_IFREG else {
      throw notOrdinary(path, isFolder: status.st_mode & S_IFMT == S_IFDIR)
    }
    return try bytes(of: descriptor, path, expected: Int(status.st_size))
  }

  /// Opens a path for reading, without waiting for the writer of a pipe.
  static func open(_ path: String) throws(Failure) -> Int32 {
    guard !path.utf8.contains(0) else {
      throw Failure(.configuration, "a path cannot hold a NUL byte")
    }
    let descriptor = unsafe Glibc.open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { throw failure(path, errno) }
    return descriptor
  }

  /// What a descriptor holds to its end.
  ///
  /// - Parameter expected: the number of bytes, as far as that is known.
  static func bytes(
    of descriptor: Int32, _ path: String, expected: Int
  ) throws(Failure) -> [UInt8] {
    guard expected <= limit else { throw tooLarge(path) }
    var bytes = [UInt8](repeating: 0, count: expected + 1)
    var count = 0
    while true {
      let got = unsafe bytes.withUnsafeMutableBytes { buffer in
        unsafe Glibc.read(
          descriptor, buffer.baseAddress.map { unsafe $0 + count }, buffer.count - count)
      }
      if got == 0 { break }
      if got < 0 {
        if errno == EINTR { continue }
        guard errno == EAGAIN else { throw failure(path, errno) }
        _ = Poll.wait(descriptor, for: Int16(POLLIN), or: nil, until: nil)
        continue
      }
      count += got
      if count > limit { throw tooLarge(path) }
      if count == bytes.count { bytes += [UInt8](repeating: 0, count: max(65_536, count)) }
    }
    bytes.removeLast(bytes.count - count)
    return bytes
  }

  /// What a path names that cannot be read as a file.
  static func notOrdinary(_ path: String, isFolder: Bool) -> Failure {
    isFolder
      ? failure(path, "it is a folder", "name a file in it")
      : failure(path, "it is not an ordinary file", "name an ordinary file")
  }

  private static func tooLarge(_ path: String) -> Failure {
    failure(
      path, "it is larger than \(limit) bytes", "name another file: none of blink's is so large")
  }

  private static func failure(_ path: String, _ number: Int32) -> Failure {
    let remedy =
      switch number {
      case ENOENT, ENOTDIR: "check the path, which is relative to the current folder"
      case EACCES: "let this user read the file and enter its folders, or run as another user"
      default: "name another file"
      }
    return failure(path, unsafe String(cString: strerror(number)), remedy)
  }

  private static func failure(_ path: String, _ reason: String, _ remedy: String) -> Failure {
    Failure(
      .configuration, "the file cannot be read: \(reason)",
      subject: TerminalText.sanitized(path), remedies: [remedy])
  }
}
