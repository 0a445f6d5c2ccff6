private import Glibc

/// A lock that one process holds at a time, as long as this object lives (flock(2)).
package final class FileLock: Sendable {
  private let descriptor: Int32

  /// Takes the lock without waiting; creates its file.
  ///
  /// - Throws: `FileError`, with `isLocked` where another process holds it.
  package init(_ path: String) throws(FileError) {
    descriptor = unsafe open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard descriptor >= 0 else { throw FileError("opened", path) }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      let error = FileError("locked", path)
      close(descriptor)
      throw error
    }
  }

  deinit { close(descriptor) }
}
