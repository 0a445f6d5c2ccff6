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
    if path == standardInput {
      return try BoundedFile.bytes(of: 0, "standard input", expected: 0)
    }
    let descriptor = try BoundedFile.open(path)
    defer { close(descriptor) }
    var status = stat()
    _ = unsafe fstat(descriptor, &status)
    switch status.st_mode & S_IFMT {
    case S_IFREG:
      return try BoundedFile.bytes(of: descriptor, path, expected: Int(status.st_size))
    case S_IFIFO:
      // Until a writer has opened it, reading would find its end.
      _ = Poll.wait(descriptor, for: Int16(POLLIN), or: nil, until: nil)
      return try BoundedFile.bytes(of: descriptor, path, expected: 0)
    case S_IFCHR where isatty(descriptor) == 1:
      return try BoundedFile.bytes(of: descriptor, path, expected: 0)
    default:
      throw BoundedFile.notOrdinary(path, isFolder: status.st_mode & S_IFMT == S_IFDIR)
    }
  }
}
