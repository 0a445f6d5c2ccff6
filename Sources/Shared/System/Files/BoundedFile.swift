package import Diagnostics
private import Glibc

/// Reads files that a user names: never more than `limit` bytes, never a device or a pipe
/// that does not end.
package enum BoundedFile {
  /// The largest file that is read, in bytes.
  package static let limit = 64 << 20

  /// The file's bytes.
  package static func read(_ path: String) throws(Failure) -> [UInt8] {
    guard !path.utf8.contains(0) else {
      throw Failure(.configuration, "a path cannot hold a NUL byte")
    }
    // Without O_NONBLOCK the opening of a pipe would wait for a writer.
    let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { throw failure(path, unsafe String(cString: strerror(errno))) }
    defer { close(descriptor) }
    var status = stat()
    guard unsafe fstat(descriptor, &status) == 0 else {
      throw failure(path, unsafe String(cString: strerror(errno)))
    }
    guard status.st_mode & S_IFMT == S_IFREG else {
      throw failure(path, "it is not an ordinary file")
    }
    guard status.st_size <= limit else {
      throw failure(path, "it is larger than \(limit) bytes")
    }
    var bytes = [UInt8](repeating: 0, count: Int(status.st_size) + 1)
    var count = 0
    while count < bytes.count {
      let got = unsafe bytes.withUnsafeMutableBytes { buffer in
        unsafe Glibc.read(
          descriptor, buffer.baseAddress.map { unsafe $0 + count }, buffer.count - count)
      }
      if got == 0 { break }
      if got < 0 {
        if errno == EINTR { continue }
        throw failure(path, unsafe String(cString: strerror(errno)))
      }
      count += got
    }
    bytes.removeLast(bytes.count - count)
    return bytes
  }

  private static func failure(_ path: String, _ reason: String) -> Failure {
    Failure(
      .configuration, "the file cannot be read: \(reason)",
      subject: TerminalText.sanitized(path),
      remedies: ["name the file, or write one with blink-schema init"])
  }
}
