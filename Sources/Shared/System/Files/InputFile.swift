package import Diagnostics
private import Glibc

/// A file that is read once, from its beginning to its end: an ordinary one, a pipe, or `-`, which
/// is standard input. Never more than `BoundedFile.limit` bytes.
package enum InputFile {
  /// The path that means standard input.
  package static let standardInput = "-"

  /// Whether something has that name; standard input always has.
  package static func exists(_ path: String) -> Bool {
    path == standardInput || Path.exists(path)
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
    guard isStream(path) else { return try BoundedFile.read(path) }
    do {
      return try stream(path)
    } catch {
      throw BoundedFile.failure(error)
    }
  }

  private static func stream(_ path: String) throws(FileError) -> [UInt8] {
    let limit = BoundedFile.limit
    if path == standardInput {
      return try Descriptor.readAll(0, "standard input", limit: limit)
    }
    let file = try Descriptor(opening: path, O_RDONLY | O_NONBLOCK)
    let isPipe = try file.status().type == S_IFIFO
    guard isPipe || Terminal.isTerminal(file.number) else {
      throw FileError("read", path, .notOrdinary)
    }
    // Until a writer has opened it, reading would find its end.
    if isPipe { _ = Poll.wait(file.number, for: Int16(POLLIN), or: nil, until: nil) }
    return try file.readAll(limit: limit)
  }
}
