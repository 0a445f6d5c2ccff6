package import Diagnostics
private import Glibc

/// A file that is read once, from its beginning to its end: an ordinary one, a pipe, or `-`, which
/// is standard input. Never more than `BoundedFile.limit` bytes.
package enum InputFile {
  /// The path that means standard input.
  package static let standardInput = "-"

  /// Whether something has that name; standard input always has.
  package static func exists(_ path: String) -> Bool {
    if path == standardInput { return true }
    return unsafe access(path, F_OK) == 0
  }

  /// Whether a path is `-`, a pipe or a terminal: it can be read once, and not be written.
  package static func isStream(_ path: String) -> Bool {
    if path == standardInput { return true }
    var status = stat()
    guard unsafe stat(path, &status) == 0 else { return false }
    return status.st_mode & S_IFMT == S_IFIFO || status.st_mode & S_IFMT == S_IFCHR
  }

  /// The bytes, once the writer of a pipe has closed it.
  package static func read(_ path: String) throws(Failure) -> [UInt8] {
    if path == standardInput { return try bytes(of: 0, "standard input") }
    guard isStream(path) else { return try BoundedFile.read(path) }
    let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { throw failure(path) }
    defer { close(descriptor) }
    var status = stat()
    _ = unsafe fstat(descriptor, &status)
    guard status.st_mode & S_IFMT == S_IFIFO || isatty(descriptor) == 1 else {
      throw BoundedFile.failure(path, .notOrdinary)
    }
    // Until a writer has opened it, reading would find its end.
    if status.st_mode & S_IFMT == S_IFIFO {
      _ = Poll.wait(descriptor, for: Int16(POLLIN), or: nil, until: nil)
    }
    return try bytes(of: descriptor, path)
  }

  private static func bytes(of descriptor: Int32, _ path: String) throws(Failure) -> [UInt8] {
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 65_536)
    while true {
      let got = unsafe chunk.withUnsafeMutableBytes {
        unsafe Glibc.read(descriptor, $0.baseAddress, $0.count)
      }
      if got == 0 { return bytes }
      if got < 0 {
        if errno == EINTR { continue }
        guard errno == EAGAIN else { throw failure(path) }
        _ = Poll.wait(descriptor, for: Int16(POLLIN), or: nil, until: nil)
        continue
      }
      bytes += chunk[..<got]
      if bytes.count > BoundedFile.limit {
        throw BoundedFile.failure(path, .larger(BoundedFile.limit))
      }
    }
  }

  private static func failure(_ path: String) -> Failure {
    BoundedFile.failure(path, .system(SystemError.last))
  }
}
